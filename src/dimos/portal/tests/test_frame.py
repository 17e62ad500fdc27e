"""What stands around every page: the main links, the account, the errors."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from dimos.audit.public import SYSTEM
from dimos.identity.public import Role, User, grant_role
from dimos.kernel.clock import now
from dimos.municipalities.public import municipality_scope
from dimos.portal.mailbox.views import mailbox
from dimos.portal.tests.conftest import KALAMATA

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def read(client: Client, path: str) -> str:
    return str(client.get(path).content.decode())


def test_signing_in_leads_back_to_the_page(visitor: Client) -> None:
    assert 'href="/en/sign-in/?next=%2Fen%2Fverify%2F"' in read(visitor, "/en/verify/")


def test_the_current_page_is_marked(visitor: Client) -> None:
    page = read(visitor, "/en/verify/")

    assert 'href="/en/verify/" aria-current="page"' in page
    assert 'href="/en/services/" aria-current' not in page


def test_a_citizen_sees_the_own_name_and_no_desk(visitor: Client) -> None:
    citizen = User.objects.create_citizen(afm="000001010", first_name="ΕΛΕΝΗ", last_name="ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ")
    visitor.force_login(citizen, backend=BACKEND)

    page = read(visitor, "/")

    assert "ΕΛΕΝΗ ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ" in page
    assert 'action="/sign-out/"' in page
    assert 'href="/desk/"' not in page


def test_staff_find_the_desk_where_they_work_and_only_there(visitor: Client, settings: Any) -> None:
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    clerk = User.objects.create_staff(username="clerk", password="a-long-password-1")
    with municipality_scope(KALAMATA):
        grant_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=now())
    elsewhere = Client(headers={"host": "komotini.localhost"})
    for client in (visitor, elsewhere):
        client.force_login(clerk, backend=BACKEND)

    assert 'href="/desk/"' in read(visitor, "/verify/")
    assert 'href="/desk/"' not in read(elsewhere, "/verify/")


@pytest.mark.parametrize(("path", "words"), [("/nothing/", "Η σελίδα δεν βρέθηκε"), ("/en/nothing/", "Page not found")])
def test_what_is_not_there_is_said_in_the_language_of_the_address(visitor: Client, path: str, words: str) -> None:
    page = visitor.get(path)

    assert page.status_code == 404
    assert words in page.content.decode()


def test_the_error_page_needs_nothing_that_may_be_broken(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("dimos.portal.home.views.offered_services", broken)
    visitor.raise_request_exception = False

    page = visitor.get("/")

    assert page.status_code == 500
    assert "Something went wrong" in page.content.decode()


@pytest.mark.parametrize("path", ["/", "/verify/", "/v/ABC", "/cases/follow/", "/nothing/"])
def test_pages_allow_no_inline_code(visitor: Client, path: str) -> None:
    page = visitor.get(path)

    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert "<style" not in page.content.decode()
    assert "style=" not in page.content.decode()
    assert "onclick" not in page.content.decode()


def test_the_mailbox_of_the_demonstration_is_nowhere_else(visitor: Client, rf: Any, settings: Any) -> None:
    assert visitor.get("/_mailbox/").status_code == 404
    with pytest.raises(Http404):
        mailbox(rf.get("/_mailbox/"))

    settings.DIMOS_DEMO = True
    with municipality_scope(KALAMATA):
        assert mailbox(rf.get("/_mailbox/")).status_code == 200
