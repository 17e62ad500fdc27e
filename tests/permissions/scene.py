"""Kalamata and Patras with somebody in every role, and one of everything that an address of Kalamata can name."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dimos.audit.public import SYSTEM
from dimos.cases.public import Case, DraftOwner, begin_draft, documents_of, files_of
from dimos.catalogue.public import offered_service
from dimos.desk.tests.factories import AT, KALAMATA, PATRAS, citizen, registered, residence_case, staff, town
from dimos.documents.public import IssuedDocument
from dimos.identity.public import Role, User, create_staff, grant_role
from dimos.municipalities.public import forget_hosts, municipality_scope
from dimos.registers.public import RegisterImport, upload_import
from tests.permissions.table import ROLES

# What stands in the objects of Kalamata, and nowhere in what another municipality may show.
KALAMATAS_OWN = (
    "ΥΠΟΘΕΤΙΚΟΣ",
    "ΥΠΟΘΕΤΙΚΟΥ",
    "ΠΛΑΤΕΙΑ ΥΠΟΘΕΣΗΣ",
    "nikolaos@example.org",
    "λογαριασμός.pdf",
    "people.csv",
)
# What the header and the account page tell the owner of themselves, wherever they are.
OWNERS_OWN = ("ΥΠΟΘΕΤΙΚΟΣ", "nikolaos@example.org")
PEOPLE = "ΑΦΜ;ΑΜΚΑ;Επώνυμο;Όνομα\n000001010;14038599024;ΥΠΟΘΕΤΙΚΟΥ;ΕΛΕΝΗ\n"


@dataclass(frozen=True)
class Scene:
    people: Mapping[str, User | None]
    running: Case
    completed: Case
    document: IssuedDocument
    arguments: Mapping[str, Mapping[str, Any]]
    """What fills the addresses, by the first part of their name."""

    def address_arguments(self, name: str, wanted: list[str]) -> dict[str, Any]:
        """The arguments of an address by its name: an own set where it has one, else the usual."""
        found = {
            **self.arguments["usual"],
            **self.arguments.get(name.partition(":")[0], {}),
            **self.arguments.get(name, {}),
        }
        return {one: found[one] for one in wanted}


def set_scene() -> Scene:
    """In a transaction that the test rolls back."""
    town(KALAMATA)
    town(PATRAS)
    forget_hosts()
    people = _people()
    running = residence_case(person=registered(resident_since=None))
    completed = residence_case(person=registered(resident_since=date(2001, 1, 1)))
    with municipality_scope(KALAMATA):
        file, document = files_of(case=running).get(), documents_of(case=completed).get()
        owner = people["owner"]
        assert owner is not None
        version = offered_service(slug="residence-certificate", today=AT.date()).version_id
        draft = begin_draft(
            service="residence-certificate", version_id=version, owner=DraftOwner(user_id=owner.pk, browser=""), at=AT
        )
        brought = _register_import(people["administrator"])
    finished = {"case_id": completed.pk, "key": completed.submission_key, "document": document.pk}
    arguments = {
        "usual": {
            "service": "residence-certificate", "code": document.code, "pk": 1, "document_id": document.pk,
            "user_id": people["clerk"].pk if people["clerk"] else 0, "import_id": brought.pk,
        },
        "desk": {"case_id": running.pk, "key": file.key},
        "cases": {"key": running.submission_key, "file": file.key},
        "apply": {"key": draft.key, "step": "purpose"},
        "cases:document": finished,
        "apply:done": finished,
        **{f"desk:{name}": finished for name in ("reopen", "document", "open_document", "revoke", "replace")},
    }  # fmt: skip
    return Scene(people, running, completed, document, arguments)


def _people() -> dict[str, User | None]:
    at_patras = create_staff(
        username="clerk.patras", password=None, first_name="Πέτρος", last_name="Πατρινός", actor=SYSTEM, at=AT
    )
    with municipality_scope(PATRAS):
        grant_role(user=at_patras, role=Role.CLERK, actor=SYSTEM, at=AT)
        grant_role(user=at_patras, role=Role.SUPERVISOR, actor=SYSTEM, at=AT)
    officer = create_staff(
        username="officer", password=None, first_name="Μαρία", last_name="Υπουργείου", actor=SYSTEM, at=AT,
        is_ministry_officer=True,
    )  # fmt: skip
    everybody = (
        None,
        citizen("nikolaos"),
        citizen("sofia"),
        staff("clerk", Role.CLERK, office="registry"),
        staff("clerk.elsewhere", Role.CLERK, office="technical-services"),
        staff("supervisor", Role.SUPERVISOR),
        staff("editor", Role.EDITOR),
        staff("administrator", Role.ADMINISTRATOR),
        at_patras,
        officer,
    )
    return dict(zip(ROLES, everybody, strict=True))


def _register_import(user: User | None) -> RegisterImport:
    assert user is not None
    content = io.BytesIO(PEOPLE.encode())
    return upload_import(
        file_name="people.csv", content=content, size=len(PEOPLE.encode()), uploaded_by=user, language="el", at=AT
    )
