"""What a document says, before it is drawn: typed, frozen, free of markup."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

Language = Literal["el", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolReference:
    """The number a municipality's protocol gave, unique within its year (law 4727/2020, article 19)."""

    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what it is about, and what is registered."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues: the lines under the arms and the lines of contact. Empty lines are left out."""

    municipality: str
    region: str = ""
    unit: str = ""
    subunit: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    arms_svg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContent:
    """A certificate, attestation or decision. All text is plain; a blank line in `intro` or `purpose` parts paragraphs.

    `office` and `suboffice` replace the unit lines of the municipality's letterhead. `max_pages` is the number of pages
    the service accepts; a longer text raises `DocumentDoesNotFit` when drawn.
    """

    template: ClassVar[str] = "certificate"

    title: str
    intro: str = ""
    rows: tuple[Row, ...] = ()
    purpose: str = ""
    legal_basis: tuple[str, ...] = ()
    signatory: str = ""
    office: str = ""
    suboffice: str = ""
    language: Language = "el"
    max_pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContent:
    """The receipt of a submission (code of administrative procedure, article 4; law 4727/2020, article 19).

    `missing` lists the supporting documents that are still owed, `compensation` the note the law asks for.
    """

    template: ClassVar[str] = "receipt"

    title: str
    subject: str
    registered_at: datetime
    rows: tuple[Row, ...] = ()
    deadline_date: date | None = None
    deadline_note: str = ""
    missing: tuple[str, ...] = ()
    compensation: str = ""
    next_steps: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    follow_url: str = ""
    signatory: str = ""
    office: str = ""
    suboffice: str = ""
    language: Language = "el"
    max_pages: int = 2


AnyContent = DocumentContent | ReceiptContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What only the moment of issue knows: number, date, and how the document is verified."""

    protocol: ProtocolReference
    issued_at: datetime
    code: str
    verification_url: str
    valid_until: date | None = None
    is_demonstration: bool = False
