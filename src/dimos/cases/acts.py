"""The act of a case: its words, from the definition, the answers and what the registers said."""

from dataclasses import dataclass
from datetime import date, datetime

from dimos.cases.definitions import definition_of
from dimos.cases.facts import facts_from_json
from dimos.cases.models import Case
from dimos.catalogue.public import DocumentText, ServiceDefinition, document_text
from dimos.documents.public import DocumentContent, Row
from dimos.eforms.public import answers_from_json
from dimos.kernel.clock import local

MONTHS = 12


class ActIsIncomplete(ValueError):
    """The act cannot be issued: something that it must state is not known."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        super().__init__(f"{self.__doc__} ({', '.join(rows)})")
        self.rows = rows


@dataclass(frozen=True, kw_only=True)
class Act:
    """What the document of a case will say, and how long it will hold."""

    kind: str
    content: DocumentContent
    public_facts: dict[str, str]
    valid_until: date | None


def act_of(*, case: Case, at: datetime) -> Act:
    """Compose the act of a case; raises ActIsIncomplete, or ServiceIssuesNoDocument from the catalogue."""
    definition = definition_of(case=case)
    words = _words(definition, case)
    if words.missing:
        raise ActIsIncomplete(words.missing)
    today = local(at).date()
    valid_until = months_later(day=today, months=words.validity_months) if words.validity_months else None
    content = DocumentContent(
        title=words.title,
        intro=words.intro,
        rows=tuple(Row(label=row.label, value=row.value) for row in words.rows),
        purpose=f"Χρήση: {words.purpose}" if words.purpose else "",
        legal_basis=words.legal_basis,
        office=case.office.name_el if case.office else "",
    )
    return Act(
        kind=words.kind,
        content=content,
        public_facts={"initials": initials(case.applicant_name)},
        valid_until=valid_until,
    )


def _words(definition: ServiceDefinition, case: Case) -> DocumentText:
    # Acts are in Greek, the language of the administration; the page around them is in the reader's.
    return document_text(
        definition=definition,
        answers=answers_from_json(steps=definition.steps, document=case.answers),
        facts=facts_from_json(document=case.facts),
        language="el",
    )


def initials(name: str) -> str:
    """`Μ. Π.` for «Μαρία Παπαδοπούλου»: enough to recognise one's own, too little to learn a name."""
    return " ".join(f"{word[0]}." for word in name.split() if word)


def months_later(*, day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)
