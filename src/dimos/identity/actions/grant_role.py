"""Give or take a role at the municipality whose scope is open."""

from datetime import datetime

from django.db import transaction

from dimos.audit.public import Actor, record
from dimos.identity.models import Role, StaffMembership, User
from dimos.identity.policy import forget_roles
from dimos.identity.rules import StaffAccountIsNeeded
from dimos.municipalities.public import Office, current_municipality_id


@transaction.atomic
def grant_role(*, user: User, role: Role, actor: Actor, at: datetime, office: Office | None = None) -> StaffMembership:
    """Give the role here, bound to one office or (None) to all. Repeating it changes the office at most.

    Raises StaffAccountIsNeeded, and ScopeIsNotOpen outside a municipality's scope.
    """
    municipality_id = current_municipality_id()
    if not user.is_staff:
        raise StaffAccountIsNeeded(StaffAccountIsNeeded.__doc__)
    membership, _ = StaffMembership.objects.update_or_create(
        municipality_id=municipality_id, user=user, role=role, defaults={"office": office}
    )
    forget_roles(user)
    detail = {"role": role.value, "office": office.pk if office else None}
    record(
        municipality_id=municipality_id, actor=actor, action="identity.grant_role", subject=f"user:{user.pk}",
        detail=detail, at=at,
    )  # fmt: skip
    return membership


@transaction.atomic
def revoke_role(*, user: User, role: Role, actor: Actor, at: datetime) -> bool:
    """Take the role here; False if the person did not have it."""
    municipality_id = current_municipality_id()
    taken, _ = StaffMembership.objects.filter(user=user, role=role).delete()
    forget_roles(user)
    if taken:
        record(
            municipality_id=municipality_id, actor=actor, action="identity.revoke_role", subject=f"user:{user.pk}",
            detail={"role": role.value}, at=at,
        )  # fmt: skip
    return bool(taken)
