from typing import Any

import pytest

from dimos.cases.public import messages_of, reject_case
from dimos.desk.tests.factories import residence_case
from dimos.desk.tests.pages import by, hidden, post

pytestmark = pytest.mark.django_db


class TestMessages:
    def test_reach_the_case_once_however_often_one_presses(self, clerk: Any) -> None:
        case = residence_case()
        url = f"/en/desk/cases/{case.pk}/message/"
        form = hidden(clerk.get(url)) | {"text": "Θα σας καλέσουμε."}

        clerk.post(url, form)
        clerk.post(url, form)

        assert [message.text for message in messages_of(case=case)] == ["Θα σας καλέσουμε."]

    def test_may_say_the_same_again_later(self, clerk: Any) -> None:
        case = residence_case()

        post(clerk, case, "message", text="Σας περιμένουμε.")
        post(clerk, case, "message", text="Σας περιμένουμε.")

        assert messages_of(case=case).count() == 2

    def test_need_words(self, clerk: Any) -> None:
        case = residence_case()

        answer = post(clerk, case, "message", text="")

        assert "Write the message" in answer.content.decode()
        assert messages_of(case=case).count() == 0

    def test_can_be_sent_whatever_the_state(self, clerk: Any) -> None:
        case = residence_case()
        reject_case(case_id=case.pk, reasons="Λόγοι.", step=by(clerk))

        assert post(clerk, case, "message", text="Μπορείτε να υποβάλετε ένσταση.").status_code == 302

    def test_print_what_looks_like_markup_as_it_was_typed(self, clerk: Any) -> None:
        case = residence_case()

        post(clerk, case, "message", text="<script>alert(1)</script>")

        page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;" in page
