"""Reading cases: lists by key instead of by page number, no totals; single cases by right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dimos.cases.follow import is_follow_code
from dimos.cases.models import Case, CaseEvent, CaseFile, CaseMessage
from dimos.cases.policy import Reach
from dimos.documents.public import IssuedDocument
from dimos.identity.public import Person

PAGE = 50


class CaseIsNotThere(LookupError):
    """There is no such case, or it is not yours to see."""


class CursorIsDamaged(ValueError):
    """The link to the next page is damaged."""


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """A stretch of a list, and the cursor of the one that follows (None at the end)."""

    cases: Sequence[Case]
    after: str | None


def cases_in_hand(
    *,
    reach: Reach,
    office_id: int | None = None,
    assignee_id: int | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> CasePage:
    """Cases whose next step is the municipality's, soonest due first. Raises CursorIsDamaged."""
    cases = Case.objects.running().filter(reach.as_filter())
    if office_id is not None:
        cases = cases.filter(office_id=office_id)
    if assignee_id is not None:
        cases = cases.filter(assignee_id=assignee_id)
    if after:
        due, key = _cursor(after)
        moment = _day(due)
        # The bound comes first by itself: PostgreSQL enters an index by it, and not by an OR.
        cases = cases.filter(Q(due_date__gt=moment) | Q(id__gt=key), due_date__gte=moment)
    return _page(cases.order_by("due_date", "id"), size, lambda case: f"{case.due_date}_{case.id}")


def count_in_hand(*, reach: Reach, due_from: date | None, due_until: date, most: int) -> int:
    """How many cases in hand fall due in these days (None: no first day); stops counting at `most`."""
    cases = Case.objects.running().filter(reach.as_filter(), due_date__lte=due_until)
    if due_from is not None:
        cases = cases.filter(due_date__gte=due_from)
    return cases.order_by("due_date", "id").values("id")[:most].count()


def case_with_number(*, number: int, year: int, reach: Reach) -> Case:
    """The case with this protocol number; raises CaseIsNotThere, whether it is missing or out of reach."""
    cases = Case.objects.filter(reach.as_filter(), protocol_year=year, protocol_number=number)
    case = None if reach.is_empty else cases.first()
    if case is None:
        raise CaseIsNotThere(CaseIsNotThere.__doc__)
    return case


def cases_awaiting_citizen(*, reach: Reach, after: str | None = None, size: int = PAGE) -> CasePage:
    """Cases whose next step is the citizen's, latest change first. Raises CursorIsDamaged."""
    return _by_change(Case.objects.awaiting_citizen().filter(reach.as_filter()), after, size)


def closed_cases(*, reach: Reach, state: str, after: str | None = None, size: int = PAGE) -> CasePage:
    """Cases that ended in a state, latest first. Raises CursorIsDamaged."""
    return _by_change(Case.objects.closed().filter(reach.as_filter(), state=state), after, size)


def cases_of_citizen(*, user_id: int) -> QuerySet[Case]:
    """A citizen's cases in the municipality in scope, latest first."""
    cases: QuerySet[Case] = Case.objects.filter(applicant_id=user_id).order_by("-submitted_at", "-id")
    return cases


def case_of_citizen(*, key: UUID, user: Person) -> Case:
    """The citizen's own case; raises CaseIsNotThere, whether it is missing or another's."""
    case: Case | None = Case.objects.filter(submission_key=key, applicant_id=user.pk).first() if user.pk else None
    if case is None:
        raise CaseIsNotThere(CaseIsNotThere.__doc__)
    return case


def case_by_code(*, number: int, year: int, code: str) -> Case:
    """The case of a protocol number, to whoever holds its code; raises CaseIsNotThere."""
    case: Case | None = Case.objects.filter(protocol_year=year, protocol_number=number).first()
    if case is None or not is_follow_code(case=case, code=code):
        raise CaseIsNotThere(CaseIsNotThere.__doc__)
    return case


def case_by_key(*, key: UUID) -> Case:
    """The case of a submission key, which alone is no right to see it; raises CaseIsNotThere."""
    case: Case | None = Case.objects.filter(submission_key=key).first()
    if case is None:
        raise CaseIsNotThere(CaseIsNotThere.__doc__)
    return case


def case_in_reach(*, case_id: int, reach: Reach) -> Case:
    """A case for a member of staff; raises CaseIsNotThere, whether it is missing or out of reach."""
    cases = Case.objects.select_related("office", "assignee", "applicant", "definition")
    case: Case | None = None if reach.is_empty else cases.filter(reach.as_filter(), id=case_id).first()
    if case is None:
        raise CaseIsNotThere(CaseIsNotThere.__doc__)
    return case


def events_of(*, case: Case) -> QuerySet[CaseEvent]:
    """The case's history, oldest first."""
    return CaseEvent.objects.filter(case=case).order_by("id")


def messages_of(*, case: Case) -> QuerySet[CaseMessage]:
    """What was said in the case, oldest first."""
    return CaseMessage.objects.filter(case=case).order_by("id")


def files_of(*, case: Case) -> QuerySet[CaseFile]:
    """What was attached to the case."""
    return CaseFile.objects.filter(case=case).order_by("id")


def documents_of(*, case: Case) -> QuerySet[IssuedDocument]:
    """What was issued on the case, latest first."""
    return IssuedDocument.objects.filter(subject_reference=case.reference).order_by("-id")


def _by_change(cases: QuerySet[Case], after: str | None, size: int) -> CasePage:
    if after:
        changed, key = _cursor(after)
        moment = _moment(changed)
        cases = cases.filter(Q(changed_at__lt=moment) | Q(id__lt=key), changed_at__lte=moment)
    return _page(cases.order_by("-changed_at", "-id"), size, lambda case: f"{case.changed_at.isoformat()}_{case.id}")


def _page(cases: QuerySet[Case], size: int, cursor_of: Callable[[Case], str]) -> CasePage:
    rows = list(cases.select_related("office", "assignee")[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return CasePage(cases=rows, after=cursor_of(rows[-1]) if more else None)


def _cursor(text: str) -> tuple[str, int]:
    value, _, key = text.rpartition("_")
    if not key.isdecimal() or len(key) > 18:
        raise CursorIsDamaged(CursorIsDamaged.__doc__)
    return value, int(key)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CursorIsDamaged(CursorIsDamaged.__doc__) from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is None:
            raise CursorIsDamaged(CursorIsDamaged.__doc__)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise CursorIsDamaged(CursorIsDamaged.__doc__) from None
