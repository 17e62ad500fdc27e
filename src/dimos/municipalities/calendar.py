"""Working days of a municipality: Greek public holidays, the movable ones, and its own."""

from datetime import date
from functools import lru_cache

import holidays

from dimos.municipalities.configuration import kept_while_unchanged
from dimos.municipalities.models import LocalHoliday


@lru_cache(maxsize=64)
def national_holidays(year: int) -> frozenset[date]:
    """Public holidays of a year in Greece, the movable feasts of the Orthodox Easter among them."""
    return frozenset(holidays.country_holidays("GR", years=year))


@kept_while_unchanged
def local_holidays() -> frozenset[date]:
    """The days off of the municipality whose scope is open."""
    return frozenset(LocalHoliday.objects.values_list("date", flat=True))
