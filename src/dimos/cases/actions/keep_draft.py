"""Begin a draft, keep what was answered, hand it to its owner, let old ones go."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dimos.cases.actions.attach_file import with_stored_files
from dimos.cases.models import Case, CaseFile, Draft
from dimos.eforms.public import answers_to_json
from dimos.municipalities.public import current_municipality_id

KEPT_DAYS = 30

# Every page of a form begins here: written out, it costs half of what building it for each page does.
_LOCK = "SELECT * FROM cases_draft WHERE municipality_id = %s AND key = %s FOR UPDATE"


class DraftIsNotThere(LookupError):
    """There is no such draft, or it is not yours."""


class DraftIsSubmitted(RuntimeError):
    """This draft has been submitted already."""

    def __init__(self, case: Case) -> None:
        super().__init__(self.__doc__)
        self.case = case


@dataclass(frozen=True, kw_only=True)
class DraftOwner:
    """The account, or the browser while nobody is signed in."""

    user_id: int | None
    browser: str


def begin_draft(*, service: str, version_id: int, owner: DraftOwner, at: datetime) -> Draft:
    """A new, empty draft."""
    return Draft.objects.create(
        key=uuid.uuid4(), service=service, definition_id=version_id, owner_id=owner.user_id, browser=owner.browser,
        created_at=at, changed_at=at,
    )  # fmt: skip


def open_draft(*, key: uuid.UUID, owner: DraftOwner) -> Draft:
    """The owner's draft, locked; raises DraftIsNotThere or DraftIsSubmitted.

    One that was begun before signing in becomes the account's.
    """
    draft = next(iter(Draft.objects.raw(_LOCK, [current_municipality_id(), key])), None)
    if draft is None or not _owns(owner, draft):
        raise DraftIsNotThere(DraftIsNotThere.__doc__)
    if draft.owner_id is None and owner.user_id is not None:
        draft.owner_id = owner.user_id
        draft.save(update_fields=["owner"])
    if draft.case_id is not None:
        raise DraftIsSubmitted(Case.objects.get(id=draft.case_id))
    return draft


def latest_draft(*, service: str, owner: DraftOwner) -> Draft | None:
    """The owner's unsubmitted draft of a service, the latest if there are several."""
    drafts = Draft.objects.filter(service=service, case=None).order_by("-changed_at")
    if owner.user_id is not None:
        found: Draft | None = drafts.filter(owner_id=owner.user_id).first()
    else:
        found = drafts.filter(owner=None, browser=owner.browser).first() if owner.browser else None
    return found


def drafts_of(*, user_id: int) -> list[Draft]:
    """An account's unsubmitted drafts here, latest first."""
    return list(Draft.objects.filter(owner_id=user_id, case=None).order_by("-changed_at"))


def keep_answers(*, draft: Draft, step: str, answers: Mapping[str, object], at: datetime) -> None:
    """Merge the answers of one valid step into the draft, and store its files."""
    stored = with_stored_files(holder=draft, answers=answers, at=at)
    unchanged = {key: value for key, value in draft.answers.items() if key not in stored}
    draft.answers = {**unchanged, **answers_to_json(answers=stored)}
    draft.pages = [*(page for page in draft.pages if page != step), step]
    draft.changed_at = at
    draft.save(update_fields=["answers", "pages", "changed_at"])


def rebase_draft(*, draft: Draft, version_id: int, at: datetime) -> None:
    """Move a draft to another version: answers stay under their field ids, every step is seen again."""
    draft.definition_id = version_id
    draft.pages = []
    draft.changed_at = at
    draft.save(update_fields=["definition", "pages", "changed_at"])


def discard_draft(*, draft: Draft) -> None:
    """Throw a draft away, with its files."""
    CaseFile.objects.filter(draft=draft, case=None).delete()
    draft.delete()


def discard_old_drafts(*, at: datetime) -> int:
    """Throw away what nobody has touched for 30 days, in the municipality in scope; returns how many."""
    old = Draft.objects.filter(case=None, changed_at__lt=at - timedelta(days=KEPT_DAYS))
    drafts = list(old[:1_000])
    for draft in drafts:
        discard_draft(draft=draft)
    return len(drafts)


def _owns(owner: DraftOwner, draft: Draft) -> bool:
    if draft.owner_id is not None:
        return draft.owner_id == owner.user_id
    return bool(owner.browser) and draft.browser == owner.browser
