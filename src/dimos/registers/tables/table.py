"""What reading a table gives, whatever kind of file it was in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

Cell = str | date
"""Text as it stands in the file, or a date where the file itself says that it is one."""

MOST_COLUMNS = 100


class FileIsNotReadable(ValueError):
    """The file can't be read as a table."""

    def __init__(self, *, code: str) -> None:
        super().__init__(f"{self.__doc__} ({code})")
        self.code = code


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: list[Cell]


@dataclass(kw_only=True)
class Table:
    """Headings (unique, none empty) and rows, to be read once. `estimate`: about how many rows there are, if known."""

    headings: list[str]
    rows: Iterator[Row]
    estimate: int | None = None
    form: str = ""


def distinct(headings: Iterable[Cell]) -> list[str]:
    """Headings made unique: "Όνομα", "Όνομα (2)"; an empty one is named after its column: "[C]"."""
    names: list[str] = []
    for position, cell in enumerate(headings):
        name = " ".join(str(cell).split())[:120] or f"[{_letters(position)}]"
        same = sum(1 for known in names if known == name or known.startswith(f"{name} ("))
        names.append(f"{name} ({same + 1})" if same else name)
    return names


def _letters(position: int) -> str:
    first, second = divmod(position, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)
