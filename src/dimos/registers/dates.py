"""Days as people and their programs write them. Pure."""

import re
from datetime import date

from dimos.kernel.greek import fold

_DAY_FIRST = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_IN_WORDS = re.compile(r"(\d{1,2})η?[ \-]+([^\W\d_]+)\.?[ \-,]+(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[./\- ]\d{1,2}[./\- ]\d{2}")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[πμapm.]{2,4})?$", re.IGNORECASE)
_MONTHS = {
    **{name: number for number, name in enumerate(
        ("ιαν", "φεβ", "μαρ", "απρ", "μαι", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"), start=1)},
    **{name: number for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)},
}  # fmt: skip


class DateIsMalformed(ValueError):
    """The text is not a day; `code` says in what way."""

    def __init__(self, *, code: str) -> None:
        super().__init__(self.__doc__)
        self.code = code


def read_date(cell: str | date) -> date | None:
    """The day in a cell: 31/12/1980, 31-12-1980, 31.12.1980, 1980-12-31, 19801231, 31 Δεκεμβρίου 1980, a real date.

    None for an empty one. Raises DateIsMalformed: `date_impossible`, `date_short_year`, `date_unknown_form`.
    """
    if isinstance(cell, date):
        return cell
    text = _TIME.sub("", cell.strip())
    if not text:
        return None
    day, month, year = _parts(text)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateIsMalformed(code="date_impossible") from None


def _parts(text: str) -> tuple[int, int, int]:
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _IN_WORDS.fullmatch(text):
        return int(found[1]), _month(found[2]), int(found[3])
    raise DateIsMalformed(code="date_short_year" if _SHORT_YEAR.fullmatch(text) else "date_unknown_form")


def _month(word: str) -> int:
    name = fold(word)
    for start, number in _MONTHS.items():
        if name.startswith(start):
            return number
    raise DateIsMalformed(code="date_unknown_form")
