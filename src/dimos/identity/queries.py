"""Reading accounts and roles."""

from django.db.models import QuerySet

from dimos.identity.models import StaffMembership, User


def citizen_with_afm(*, afm: str) -> User | None:
    """The account of the citizen with this ΑΦΜ, or None if they never signed in."""
    return User.objects.filter(afm=afm).first()


def staff_here() -> QuerySet[StaffMembership]:
    """Who has which role at the municipality whose scope is open, by name."""
    memberships: QuerySet[StaffMembership] = StaffMembership.objects.select_related("user", "office")
    return memberships.order_by("user__last_name", "user__first_name", "role")
