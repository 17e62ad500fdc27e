"""Give a member of staff a new password."""

from datetime import datetime

from django.db import transaction

from dimos.audit.public import NATION, Actor, record
from dimos.identity.actions.create_staff import check_password_strength
from dimos.identity.models import User
from dimos.identity.rules import StaffAccountIsNeeded


@transaction.atomic
def set_staff_password(*, user: User, password: str, actor: Actor, at: datetime) -> None:
    """Set it; sessions opened with the old one end. Raises PasswordIsWeak, and StaffAccountIsNeeded for a citizen."""
    if not user.is_staff:
        raise StaffAccountIsNeeded(StaffAccountIsNeeded.__doc__)
    check_password_strength(password=password, user=user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(municipality_id=NATION, actor=actor, action="identity.set_password", subject=f"user:{user.pk}", at=at)
