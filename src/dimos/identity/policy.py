"""Who may. Roles count at the municipality whose scope is open, and nowhere else."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from dimos.audit.public import VISITOR, Actor
from dimos.identity.models import Role, StaffMembership, User
from dimos.municipalities.public import current_scope

Person = User | AnonymousUser


def roles_here(user: Person) -> frozenset[Role]:
    """The roles of a member of staff at the municipality whose scope is open; none at the national host."""
    scope = current_scope()
    if not isinstance(user, User) or not user.is_staff or not user.is_active:
        return frozenset()
    if scope is None or scope.municipality_id is None:
        return frozenset()
    known: dict[int, frozenset[Role]] = user.__dict__.setdefault("_roles_by_municipality", {})
    if scope.municipality_id not in known:
        names = StaffMembership.objects.filter(user=user).values_list("role", flat=True)
        known[scope.municipality_id] = frozenset(Role(name) for name in names)
    return known[scope.municipality_id]


def forget_roles(user: User) -> None:
    """Read the roles of this object again when they are next asked for."""
    user.__dict__.pop("_roles_by_municipality", None)


def may_work_cases(user: Person) -> bool:
    """Clerks and supervisors open, decide and issue."""
    return not roles_here(user).isdisjoint({Role.CLERK, Role.SUPERVISOR})


def may_supervise(user: Person) -> bool:
    """Supervisors assign, reopen and revoke."""
    return Role.SUPERVISOR in roles_here(user)


def may_edit(user: Person) -> bool:
    """Editors write the municipality's pages."""
    return Role.EDITOR in roles_here(user)


def may_administer(user: Person) -> bool:
    """Administrators keep staff, offices, registers and settings of the municipality; cases are not theirs to open."""
    return Role.ADMINISTRATOR in roles_here(user)


def is_ministry_officer(user: Person) -> bool:
    """Officers of the ministry publish national services and see the whole; they open no municipality's cases."""
    return isinstance(user, User) and user.is_active and user.is_ministry_officer


def second_factor_is_due(user: Person) -> bool:
    """True for staff who have set up neither an authenticator app nor a passkey, wherever one is compulsory."""
    if not settings.DIMOS_SECOND_FACTOR_COMPULSORY or not isinstance(user, User) or not user.is_staff:
        return False
    factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return not Authenticator.objects.filter(user=user, type__in=factors).exists()


def actor_of(user: Person) -> Actor:
    """Who the journal names: the person, or an unknown visitor."""
    if not isinstance(user, User):
        return VISITOR
    return Actor(kind=user.kind, id=user.pk, label=user.get_full_name() or user.username)
