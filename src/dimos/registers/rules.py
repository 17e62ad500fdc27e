"""What a row of a register file must be: cells in, a record and what is wrong with it out. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from stdnum.exceptions import ValidationError
from stdnum.gr import amka as amka_number
from stdnum.gr import vat as afm_number

from dimos.kernel.greek import latin_lookalikes_to_greek
from dimos.kernel.text import clean_line
from dimos.registers.dates import DateIsMalformed, read_date

Cell = str | date
LENGTHS = {
    "last_name": 120, "first_name": 120, "father_name": 120, "mother_name": 120, "address": 200, "street_number": 20,
    "settlement": 120, "household_number": 40,
}  # fmt: skip
NAMES = ("last_name", "first_name", "father_name", "mother_name")
EARLIEST = date(1880, 1, 1)

_SPACED = re.compile(r"[\s.\-/]")
_PLAIN_NAME = re.compile(r"[Α-ΩΆΈΉΊΌΎΏΪΫα-ωάέήίόύώϊϋΐΰA-Za-z]+(?:[ \-][Α-ΩΆΈΉΊΌΎΏΪΫα-ωάέήίόύώϊϋΐΰA-Za-z]+)*")
_NAME_SIGNS = frozenset(" -'’ʼ`΄´.,()/·&")
_FORMULA = ("=", "+", "@")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one cell: an error keeps the row out, a warning lets it in. `code` names the wording."""

    code: str
    field: str
    value: str = ""
    is_warning: bool = False
    other_row: int | None = None


@dataclass(slots=True)
class Reading:
    """What a row came to: values by field (text, date or None) and its problems."""

    values: dict[str, str | date | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_accepted(self) -> bool:
        return all(problem.is_warning for problem in self.problems)

    def complain(self, code: str, name: str, value: Cell = "", *, is_warning: bool = False) -> None:
        self.problems.append(Problem(code, name, str(value), is_warning))


def read_row(*, cells: Sequence[Cell], positions: Mapping[str, int], width: int, today: date) -> Reading:
    """Read the mapped columns of one row; a row that is shorter than the headings has empty cells at its end."""
    reading = Reading()
    if len(cells) > width and any(cells[width:]):
        reading.complain("too_many_cells", "", str(len(cells)))
        return reading
    for name, position in positions.items():
        cell = cells[position] if position < len(cells) else ""
        reading.values[name] = _read_cell(reading, name, cell, today)
    _join_address(reading)
    _compare(reading)
    return reading


def masked(value: str) -> str:
    """The value so that its owner recognises it and nobody else learns it: «Π•••••ς», `0•••••••7`."""
    if len(value) <= 2:
        return "•" * len(value)
    return f"{value[0]}{'•' * min(len(value) - 2, 10)}{value[-1]}"


def _read_cell(reading: Reading, name: str, cell: Cell, today: date) -> str | date | None:
    if isinstance(cell, str):
        if not (cell.isascii() and cell.isprintable()) and _has_unreadable(cell):
            reading.complain("unreadable_characters", name, cell)
            return None
        cell = _tidied(cell) if len(cell) <= 1_000 else cell
        if len(cell) > LENGTHS.get(name, 60):
            reading.complain("too_long", name, cell[:60])
            return None
    return _READERS[name](reading, name, cell, today)


def _read_afm(reading: Reading, name: str, cell: Cell, _today: date) -> str | None:
    digits = _SPACED.sub("", str(cell)).upper().removeprefix("EL").removeprefix("GR")
    if not digits:
        return None
    if digits.isascii() and digits.isdigit() and 6 <= len(digits) <= 9:
        # Spreadsheets drop leading zeros; the check digit tells whether that was it.
        digits = digits.zfill(9)
        if digits != "000000000" and _is_valid(afm_number.validate, digits):
            return digits
    reading.complain("afm_invalid", name, cell)
    return None


def _read_amka(reading: Reading, name: str, cell: Cell, _today: date) -> str | None:
    digits = _SPACED.sub("", str(cell))
    if not digits:
        return None
    if digits.isascii() and digits.isdigit() and 10 <= len(digits) <= 11:
        digits = digits.zfill(11)
        if digits != "00000000000" and _is_valid(amka_number.validate, digits):
            return digits
    reading.complain("amka_invalid", name, cell)
    return None


def _read_name(reading: Reading, name: str, cell: Cell, _today: date) -> str:
    text = str(cell)
    if not text:
        if name in {"last_name", "first_name"}:
            reading.complain("name_missing", name)
        return ""
    if _PLAIN_NAME.fullmatch(text):
        greek = _in_one_alphabet(text)
        if greek != text:
            reading.complain("mixed_alphabets", name, text, is_warning=True)
        return greek
    if not all(unicodedata.category(letter)[0] in "LM" or letter in _NAME_SIGNS for letter in text):
        reading.complain("name_characters", name, text)
    elif not any(letter.isalpha() for letter in text) and name in {"last_name", "first_name"}:
        reading.complain("name_missing", name)
    return text


def _read_date(reading: Reading, name: str, cell: Cell, today: date) -> date | None:
    try:
        day = read_date(cell)
    except DateIsMalformed as wrong:
        reading.complain(wrong.code, name, cell)
        return None
    if day and not EARLIEST <= day <= today:
        reading.complain("date_out_of_range", name, cell)
        return None
    return day


def _read_postal_code(reading: Reading, name: str, cell: Cell, _today: date) -> str:
    digits = _SPACED.sub("", str(cell)).upper().removeprefix("GR")
    if not digits or (len(digits) == 5 and digits.isascii() and digits.isdigit()):
        return digits
    reading.complain("postal_code_invalid", name, cell, is_warning=True)
    return ""


def _read_text(reading: Reading, name: str, cell: Cell, _today: date) -> str:
    text = str(cell)
    if text.startswith(_FORMULA):
        reading.complain("formula", name, text)
    return text


_Reader = Callable[[Reading, str, Cell, date], str | date | None]
_READERS: dict[str, _Reader] = {
    "afm": _read_afm,
    "amka": _read_amka,
    **dict.fromkeys(NAMES, _read_name),
    "birth_date": _read_date,
    "resident_since": _read_date,
    "postal_code": _read_postal_code,
    **dict.fromkeys(("address", "street_number", "settlement", "household_number"), _read_text),
}


def _join_address(reading: Reading) -> None:
    number = reading.values.pop("street_number", None)
    street = reading.values.get("address")
    if number and street:
        reading.values["address"] = f"{street} {number}"[: LENGTHS["address"]]


def _compare(reading: Reading) -> None:
    values, wrong = reading.values, {problem.code for problem in reading.problems}
    afm, amka, born, since = (values.get(name) for name in ("afm", "amka", "birth_date", "resident_since"))
    if not afm and not amka and not wrong & {"afm_invalid", "amka_invalid", "unreadable_characters", "too_long"}:
        reading.complain("no_key", "afm")
    if isinstance(amka, str) and isinstance(born, date) and amka[:6] != born.strftime("%d%m%y"):
        reading.complain("amka_birth_date", "birth_date", str(born), is_warning=True)
    if isinstance(born, date) and isinstance(since, date) and since < born:
        reading.complain("resident_before_birth", "resident_since", str(since), is_warning=True)


def _has_unreadable(text: str) -> bool:
    return any(_is_unreadable(letter) for letter in text)


@lru_cache(maxsize=4_096)
def _is_unreadable(letter: str) -> bool:
    return letter == "\ufffd" or (unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} and letter not in "\t\r\n")


@lru_cache(maxsize=20_000)
def _tidied(text: str) -> str:
    return clean_line(text, limit=10_000)


@lru_cache(maxsize=20_000)
def _in_one_alphabet(text: str) -> str:
    return latin_lookalikes_to_greek(text)


def _is_valid(validate: Callable[[str], str], digits: str) -> bool:
    try:
        validate(digits)
    except ValidationError:
        return False
    return True
