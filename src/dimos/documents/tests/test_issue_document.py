from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, ProgrammingError, connection, transaction

from dimos.audit.public import SYSTEM, entries_about_subject
from dimos.documents.public import (
    DocumentBelongsElsewhere,
    DocumentContent,
    DocumentDoesNotFit,
    DocumentIsNotInForce,
    IssuedDocument,
    Outcome,
    ProtocolReference,
    ReasonIsMissing,
    issue_document,
    open_document,
    preview_document,
    replace_document,
    revoke_document,
    trusted_authorities,
    verify_code,
    verify_file,
)
from dimos.documents.tests.factories import CERTIFICATE, ISSUED_AT, RECEIPT
from dimos.documents.tests.gates import conformance_failures, signature_status, text_of
from dimos.kernel.blobs import BlobIsDamaged, BlobIsMissing
from dimos.municipalities.public import ScopeIsNotOpen, municipality_scope

pytestmark = pytest.mark.django_db

KALAMATA, OTHER = 4401, 101
NEXT_DAY = ISSUED_AT + timedelta(days=1)


@pytest.fixture
def kalamata() -> Iterator[None]:
    with municipality_scope(KALAMATA):
        yield


def issue(content: Any = CERTIFICATE, **changes: Any) -> IssuedDocument:
    details: dict[str, Any] = {
        "municipality_id": KALAMATA,
        "kind": "residence-certificate",
        "protocol": ProtocolReference(number=12345, year=2026),
        "subject_reference": "case:1",
        "holder_id": None,
        "public_facts": {"initials": "Ε. Π."},
        "valid_until": date(2027, 5, 23),
        "actor": SYSTEM,
        "at": ISSUED_AT,
    }
    return issue_document(content=content, **(details | changes))


def replaced(document: IssuedDocument, reason: str = "Διόρθωση ονόματος") -> IssuedDocument:
    return replace_document(
        document_id=document.pk,
        content=replace(CERTIFICATE, purpose="Διορθώθηκε."),
        protocol=ProtocolReference(number=12346, year=2026),
        public_facts={"initials": "Ε. Π."},
        valid_until=None,
        reason=reason,
        actor=SYSTEM,
        at=NEXT_DAY,
    )


@pytest.mark.usefixtures("kalamata")
class TestIssuing:
    def test_the_file_is_sealed_archivable_and_says_the_code(self) -> None:
        document = issue()

        pdf = open_document(document)

        assert signature_status(pdf, trusted_authorities()[0], ISSUED_AT).bottom_line
        assert conformance_failures(pdf) == []
        assert document.printed_code in text_of(pdf)
        assert "ΔΗΜΟΣ ΚΑΛΑΜΑΤΑΣ" in text_of(pdf)

    def test_a_receipt_is_issued_in_the_same_way(self) -> None:
        assert "ΑΠΟΔΕΙΞΗ ΠΑΡΑΛΑΒΗΣ" in text_of(open_document(issue(RECEIPT, kind="receipt")))

    def test_it_is_journaled_without_its_content(self) -> None:
        document = issue()

        (entry,) = entries_about_subject(municipality_id=KALAMATA, subject=f"document:{document.pk}")

        assert entry.action == "documents.issue"
        assert "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ" not in str(entry.detail)

    def test_what_does_not_fit_leaves_nothing_behind(self) -> None:
        with pytest.raises(DocumentDoesNotFit):
            issue(replace(CERTIFICATE, purpose="λέξη " * 2_000))

        assert not IssuedDocument.objects.exists()

    def test_another_municipality_cannot_issue(self) -> None:
        with pytest.raises(DocumentBelongsElsewhere):
            issue(municipality_id=OTHER)

    def test_what_was_sealed_cannot_be_rewritten(self) -> None:
        document = issue()
        document.title = "ΑΛΛΟΣ ΤΙΤΛΟΣ"

        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            document.save(update_fields=["title"])

    @pytest.mark.parametrize(
        "untruth",
        [
            {"state": "revoked"},
            {"state": "replaced", "reason": "χωρίς διάδοχο", "state_changed_at": NEXT_DAY},
            {"reason": "λόγος χωρίς μεταβολή"},
            {"state": "perhaps"},
        ],
    )
    def test_the_database_refuses_a_life_that_makes_no_sense(self, untruth: dict[str, Any]) -> None:
        document = issue()

        with pytest.raises(IntegrityError), transaction.atomic():
            IssuedDocument.objects.filter(pk=document.pk).update(**untruth)

    def test_the_address_of_verification_is_the_municipalitys_own(self) -> None:
        document = issue()

        assert f"kalamata.localhost:8000/v/{document.code}" in text_of(open_document(document)).replace("\n", "")


@pytest.mark.usefixtures("kalamata")
class TestTheStoredFile:
    def test_a_lost_file_is_noticed(self) -> None:
        document = issue()
        default_storage.delete(document.storage_key)

        with pytest.raises(BlobIsMissing):
            open_document(document)

    def test_a_damaged_file_is_noticed(self) -> None:
        document = issue()
        Path(default_storage.path(document.storage_key)).write_bytes(b"%PDF-1.7 damaged")

        with pytest.raises(BlobIsDamaged):
            open_document(document)

    def test_a_transaction_that_fails_leaves_a_file_without_a_row_never_the_reverse(self) -> None:
        class Crash(Exception):
            """Something else in the transaction failed."""

        def crash_after_issue(keys: list[str]) -> None:
            with transaction.atomic():
                keys.append(issue().storage_key)
                raise Crash

        keys: list[str] = []
        with pytest.raises(Crash):
            crash_after_issue(keys)

        assert default_storage.exists(keys[0])
        assert not IssuedDocument.objects.exists()


@pytest.mark.usefixtures("kalamata")
class TestTheEndOfADocument:
    def test_a_revoked_document_says_when_and_why(self) -> None:
        document = issue()

        revoke_document(document_id=document.pk, reason=" Εκδόθηκε κατά λάθος ", actor=SYSTEM, at=NEXT_DAY)

        verification = verify_code(code=document.printed_code, at=NEXT_DAY)
        assert verification.outcome is Outcome.REVOKED
        assert verification.reason == "Εκδόθηκε κατά λάθος"
        assert verification.changed_at == NEXT_DAY

    def test_a_replaced_document_is_followed_by_a_valid_one(self) -> None:
        document = issue()

        successor = replaced(document)

        assert verify_code(code=document.code, at=NEXT_DAY).outcome is Outcome.REPLACED
        assert verify_code(code=successor.code, at=NEXT_DAY).outcome is Outcome.VALID
        document.refresh_from_db()
        assert document.replaced_by == successor
        assert successor.kind == document.kind

    def test_a_document_ends_once(self) -> None:
        document = issue()
        revoke_document(document_id=document.pk, reason="Λάθος", actor=SYSTEM, at=NEXT_DAY)

        with pytest.raises(DocumentIsNotInForce):
            revoke_document(document_id=document.pk, reason="Λάθος", actor=SYSTEM, at=NEXT_DAY)
        with pytest.raises(DocumentIsNotInForce):
            replaced(document)

    def test_a_document_does_not_end_without_a_reason(self) -> None:
        document = issue()

        with pytest.raises(ReasonIsMissing):
            revoke_document(document_id=document.pk, reason="  ", actor=SYSTEM, at=NEXT_DAY)
        with pytest.raises(ReasonIsMissing):
            replaced(document, reason="")

    def test_the_journal_keeps_who_ended_it(self) -> None:
        document = issue()
        replaced(document)

        actions = [e.action for e in entries_about_subject(municipality_id=KALAMATA, subject=f"document:{document.pk}")]

        assert sorted(actions) == ["documents.issue", "documents.replace"]


class TestVerification:
    @pytest.fixture
    def document(self) -> IssuedDocument:
        with municipality_scope(KALAMATA):
            return issue()

    def test_a_code_is_found_from_the_national_face(self, document: IssuedDocument) -> None:
        verification = verify_code(code=document.printed_code.lower(), at=ISSUED_AT)

        assert verification.outcome is Outcome.VALID
        assert verification.municipality_el == "Δήμος Καλαμάτας"
        assert verification.public_facts == {"initials": "Ε. Π."}

    def test_a_code_is_not_found_at_another_municipality(self, document: IssuedDocument) -> None:
        with municipality_scope(OTHER):
            assert verify_code(code=document.code, at=ISSUED_AT).outcome is Outcome.UNKNOWN

    def test_its_last_day_is_a_valid_one(self, document: IssuedDocument) -> None:
        last_evening = ISSUED_AT.replace(year=2027, month=5, day=23, hour=20)

        assert verify_code(code=document.code, at=last_evening).outcome is Outcome.VALID
        assert verify_code(code=document.code, at=last_evening + timedelta(hours=2)).outcome is Outcome.EXPIRED

    @pytest.mark.parametrize("code", ["", "nonsense", "0000-0000-0000-0000", "x" * 5_000, "'; DROP TABLE", "\x00"])
    def test_any_other_code_is_unknown(self, code: str) -> None:
        assert verify_code(code=code, at=ISSUED_AT).outcome is Outcome.UNKNOWN

    def test_the_sealed_file_verifies(self, document: IssuedDocument) -> None:
        assert verify_file(data=open_document(document), at=ISSUED_AT).outcome is Outcome.VALID

    def test_the_file_of_a_revoked_document_is_revoked(self, document: IssuedDocument) -> None:
        with municipality_scope(KALAMATA):
            revoke_document(document_id=document.pk, reason="Λάθος", actor=SYSTEM, at=NEXT_DAY)

        assert verify_file(data=open_document(document), at=NEXT_DAY).outcome is Outcome.REVOKED

    def test_a_file_with_one_other_byte_is_altered(self, document: IssuedDocument) -> None:
        data = bytearray(open_document(document))
        data[5_000] ^= 1

        verification = verify_file(data=bytes(data), at=ISSUED_AT)

        assert verification.outcome is Outcome.ALTERED
        assert verification.public_facts == {}

    def test_a_file_of_someone_elses_is_not_ours(self) -> None:
        assert verify_file(data=b"%PDF-1.7 some text", at=ISSUED_AT).outcome is Outcome.UNSEALED
        assert verify_file(data=b"MZ", at=ISSUED_AT).outcome is Outcome.UNREADABLE


def test_documents_are_not_read_without_a_scope() -> None:
    with pytest.raises(ScopeIsNotOpen):
        IssuedDocument.objects.count()


def test_row_level_security_hides_documents_from_raw_sql(kalamata: None) -> None:
    issue()
    with municipality_scope(OTHER), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documents_issueddocument")
        assert cursor.fetchone() == (0,)


def test_a_preview_has_the_municipalitys_head_and_writes_nothing(kalamata: None) -> None:
    content: DocumentContent = CERTIFICATE

    text = text_of(preview_document(municipality_id=KALAMATA, content=content, at=ISSUED_AT))

    assert "ΔΗΜΟΣ ΚΑΛΑΜΑΤΑΣ" in text
    assert not IssuedDocument.objects.exists()
