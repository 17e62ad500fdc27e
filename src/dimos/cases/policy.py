"""Who may see and work which cases. One indexed predicate serves lists, single cases, counts and search alike."""

from dataclasses import dataclass

from django.db.models import Q

from dimos.cases.models import Case
from dimos.identity.public import Person, Role, StaffMembership, User, may_supervise

WORKING_ROLES = (Role.CLERK, Role.SUPERVISOR)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The cases a member of staff reaches here: those of some offices, all of them (None), or none."""

    offices: frozenset[int] | None
    supervises: bool

    @property
    def is_empty(self) -> bool:
        return self.offices is not None and not self.offices

    def as_filter(self) -> Q:
        """The predicate on cases."""
        if self.offices is None:
            return Q()
        return Q(office_id__in=sorted(self.offices))


NOWHERE = Reach(offices=frozenset(), supervises=False)


def reach_of(*, user: Person) -> Reach:
    """What this person reaches in the municipality whose scope is open."""
    if not isinstance(user, User) or not user.is_staff or not user.is_active:
        return NOWHERE
    memberships = list(StaffMembership.objects.filter(user=user, role__in=WORKING_ROLES))
    if not memberships:
        return NOWHERE
    supervises = any(membership.role == Role.SUPERVISOR for membership in memberships)
    if any(membership.office_id is None for membership in memberships):
        return Reach(offices=None, supervises=supervises)
    return Reach(offices=frozenset(m.office_id for m in memberships if m.office_id is not None), supervises=supervises)


def may_supervise_case(*, user: Person, case: Case) -> bool:
    """Whether this person supervises the office that has the case: a supervisor elsewhere may be a mere clerk here."""
    if not isinstance(user, User) or not may_supervise(user):
        return False
    supervised = StaffMembership.objects.filter(user=user, role=Role.SUPERVISOR)
    return supervised.filter(Q(office=None) | Q(office_id=case.office_id)).exists()


def is_applicant(*, user: Person, case: Case) -> bool:
    """Whether the case is this citizen's own."""
    return isinstance(user, User) and user.is_citizen and case.applicant_id == user.pk
