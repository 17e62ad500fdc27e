"""Reading municipalities, and what one says of itself."""

from django.db.models import QuerySet

from dimos.municipalities.models import Municipality, Profile


def all_municipalities() -> QuerySet[Municipality]:
    """The 332, by Greek name, with region at hand."""
    return Municipality.objects.select_related("regional_unit__region").order_by("name_el")


def joined_municipalities() -> QuerySet[Municipality]:
    """Those that are served by this installation."""
    return all_municipalities().filter(joined_at__isnull=False)


def profile_here() -> Profile:
    """The profile of the municipality whose scope is open; an empty one where there is none yet."""
    return Profile.objects.first() or Profile()
