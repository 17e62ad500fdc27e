from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from dimos.cases.actions.attach_file import sweep_attachments
from dimos.cases.actions.keep_draft import discard_draft
from dimos.cases.models import CaseFile, Draft
from dimos.cases.public import DraftOwner, discard_old_drafts, keep_answers, latest_draft, rebase_draft
from dimos.cases.tests.factories import AT, FAULT, a_draft, submitted
from dimos.eforms.public import CheckedFile
from dimos.kernel.clock import now

pytestmark = pytest.mark.django_db
BROWSER = DraftOwner(user_id=None, browser="browser")
PHOTO = CheckedFile(name="photo.jpg", kind="jpeg", media_type="image/jpeg", content=b"\xff\xd8 not much of a photo")


def test_answers_and_files_of_a_step_are_kept(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers={"category": "road"})

    keep_answers(draft=draft, step="details", answers={"description": "Λακκούβα", "photos": (PHOTO,)}, at=AT)

    file = CaseFile.objects.get()
    draft.refresh_from_db()
    assert draft.pages == ["details"]
    assert draft.answers["category"] == "road"
    assert draft.answers["photos"][0]["id"] == str(file.key)


def test_a_file_that_the_page_no_longer_names_is_let_go(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers={})
    keep_answers(draft=draft, step="details", answers={"photos": (PHOTO,)}, at=AT)

    keep_answers(draft=draft, step="details", answers={"photos": (PHOTO,)}, at=AT)

    assert CaseFile.objects.count() == 1


def test_drafts_that_nobody_went_on_with_are_discarded_with_their_files(kalamata: None) -> None:
    old = a_draft(service="problem-report", answers={})
    keep_answers(draft=old, step="details", answers={"photos": (PHOTO,)}, at=AT)
    done = a_draft(service="problem-report", answers=FAULT)
    submitted(done)

    early = discard_old_drafts(at=AT + timedelta(days=30))
    late = discard_old_drafts(at=AT + timedelta(days=31))

    assert (early, late) == (0, 1)
    assert list(Draft.objects.all()) == [done]
    assert not CaseFile.objects.exists()


def test_files_go_over_to_the_case(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers=FAULT)
    keep_answers(draft=draft, step="details", answers={"description": FAULT["description"], "photos": (PHOTO,)}, at=AT)

    case = submitted(draft)

    file = CaseFile.objects.get()
    assert (file.case, file.draft) == (case, None)


def test_the_latest_draft_is_the_owners_own(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers={})

    assert latest_draft(service="problem-report", owner=BROWSER) == draft
    assert latest_draft(service="problem-report", owner=DraftOwner(user_id=None, browser="")) is None
    assert latest_draft(service="residence-certificate", owner=BROWSER) is None


def test_a_draft_moves_to_a_newer_version_and_is_walked_again(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers=FAULT)
    keep_answers(draft=draft, step="problem", answers={"category": "road"}, at=AT)

    rebase_draft(draft=draft, version_id=draft.definition_id, at=AT)

    draft.refresh_from_db()
    assert draft.pages == []
    assert draft.answers["category"] == "road"


def test_files_of_discarded_drafts_leave_the_storage_two_days_later(kalamata: None) -> None:
    kept, gone = a_draft(service="problem-report", answers=FAULT), a_draft(service="problem-report", answers={})
    other = replace(PHOTO, content=b"\xff\xd8 another photo")
    keep_answers(draft=kept, step="details", answers={"photos": (PHOTO,)}, at=AT)
    keep_answers(draft=gone, step="details", answers={"photos": (other,)}, at=AT)
    names = {file.draft_id: file.storage_name for file in CaseFile.objects.all()}
    kept_name, gone_name = names[kept.pk], names[gone.pk]
    discard_draft(draft=gone)

    sweep_attachments(at=now())
    there_at_first = default_storage.exists(gone_name)
    sweep_attachments(at=now() + timedelta(days=3))

    assert there_at_first
    assert default_storage.exists(kept_name)
    assert not default_storage.exists(gone_name)
