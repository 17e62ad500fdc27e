"""Every verdict, by code and by file, and what hostile visitors send."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dimos.audit.public import SYSTEM
from dimos.documents.public import (
    DocumentContent,
    IssuedDocument,
    Outcome,
    ProtocolReference,
    Row,
    Verification,
    issue_document,
    open_document,
    replace_document,
    revoke_document,
)
from dimos.kernel.clock import standing_still
from dimos.municipalities.public import municipality_scope
from dimos.portal.verification.uploads import LARGEST_FILE
from dimos.portal.verification.views import CODES_PER_MINUTE, FILES_PER_MINUTE

KALAMATA, KOMOTINI = 4401, 101
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CERTIFICATE = DocumentContent(
    title="Βεβαίωση μόνιμης κατοικίας",
    intro="Βεβαιώνεται ότι το παρακάτω πρόσωπο είναι μόνιμος κάτοικος του Δήμου.",
    rows=(Row(label="Επώνυμο", value="ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ"), Row(label="Όνομα", value="ΕΛΕΝΗ")),
    purpose="Για κάθε νόμιμη χρήση.",
    legal_basis=("ν. 3463/2006, άρθρο 279",),
    signatory="Με εντολή Δημάρχου",
)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with standing_still(at=NOON):
        yield


@pytest.fixture
def issued(kalamata: Any) -> Iterator[IssuedDocument]:
    with municipality_scope(KALAMATA):
        yield issue()


def issue(**changes: Any) -> IssuedDocument:
    details: dict[str, Any] = {
        "municipality_id": KALAMATA,
        "kind": "residence-certificate",
        "content": CERTIFICATE,
        "protocol": ProtocolReference(number=12345, year=2026),
        "subject_reference": "case:1",
        "holder_id": None,
        "public_facts": {"initials": "Ε. Π."},
        "valid_until": date(2027, 5, 23),
        "actor": SYSTEM,
        "at": NOON,
    }
    return issue_document(**(details | changes))


def upload(visitor: Client, data: bytes, name: str = "document.pdf") -> Any:
    return visitor.post("/verify/", {"file": SimpleUploadedFile(name, data, "application/pdf")})


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_code_leads_to_what_is_known_and_no_further(visitor: Client, issued: IssuedDocument) -> None:
    page = visitor.get(f"/en/v/{issued.code}")

    assert page.status_code == 200
    for shown in ("The document is valid", "Municipality of Kalamata", "12345/2026", "Ε. Π.", issued.printed_code):
        assert shown in text_of(page)
    assert "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ" not in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]


def test_a_code_may_be_typed_carelessly(visitor: Client, issued: IssuedDocument) -> None:
    typed = f" {issued.printed_code.lower().replace('-', ' ')} "

    answer = visitor.get("/verify/", {"code": typed})

    assert answer.status_code == 302
    assert answer["Location"] == f"/v/{issued.code}"


def test_what_is_no_code_is_answered_on_the_form(visitor: Client) -> None:
    answer = visitor.get("/en/verify/", {"code": "ABC"})

    assert answer.status_code == 422
    assert "16 letters and digits" in text_of(answer)


def test_an_expired_document_says_so(visitor: Client, kalamata: Any) -> None:
    with municipality_scope(KALAMATA):
        document = issue(valid_until=date(2026, 11, 22))

    assert "The document has expired" in text_of(visitor.get(f"/en/v/{document.code}"))


def test_a_revoked_document_says_why(visitor: Client, issued: IssuedDocument) -> None:
    revoke_document(document_id=issued.pk, reason="Εκδόθηκε από λάθος", actor=SYSTEM, at=NOON)

    page = text_of(visitor.get(f"/en/v/{issued.code}"))

    assert "The document has been revoked" in page
    assert "Εκδόθηκε από λάθος" in page
    assert "Do not accept the document" in page


def test_a_replaced_document_does_not_give_away_the_new_code(visitor: Client, issued: IssuedDocument) -> None:
    newer = replace_document(
        document_id=issued.pk,
        content=replace(CERTIFICATE, purpose="Διορθώθηκε."),
        protocol=ProtocolReference(number=12346, year=2026),
        reason="Διόρθωση ονόματος",
        public_facts={},
        valid_until=None,
        actor=SYSTEM,
        at=NOON,
    )

    page = text_of(visitor.get(f"/en/v/{issued.code}"))

    assert "replaced by a newer one" in page
    assert newer.printed_code not in page


def test_another_municipality_does_not_know_it_and_the_nation_does(
    visitor: Client, national_visitor: Client, issued: IssuedDocument
) -> None:
    elsewhere = Client(headers={"host": "komotini.localhost"})

    unknown = elsewhere.get(f"/en/v/{issued.code}")

    assert unknown.status_code == 404
    assert "We do not know this document" in text_of(unknown)
    assert f"http://localhost:8000/en/v/{issued.code}" in text_of(unknown)
    assert "The document is valid" in text_of(national_visitor.get(f"/en/v/{issued.code}"))


def test_the_sealed_file_is_recognised(visitor: Client, issued: IssuedDocument) -> None:
    page = upload(visitor, open_document(issued))

    assert page.status_code == 200
    assert "Το έγγραφο ισχύει" in text_of(page)
    assert issued.printed_code in text_of(page)


def test_an_altered_file_is_told_apart(visitor: Client, issued: IssuedDocument) -> None:
    data = bytearray(open_document(issued))
    data[data.index(b"stream") + 200] ^= 1

    assert "Το αρχείο αλλοιώθηκε" in text_of(upload(visitor, bytes(data)))


BOMB = b"%PDF-1.7\n1 0 obj<</Length 9/Filter/FlateDecode>>stream\n" + zlib.compress(bytes(4_000_000)) + b"\nendstream"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "cannot read this file"),
        (b"not a pdf", "cannot read this file"),
        (b"PK\x03\x04" + bytes(2_000), "cannot read this file"),
        (b"%PDF-1.7\n%%EOF", "bears no digital seal"),
        (BOMB, "bears no digital seal"),
        (BOMB + b"/ByteRange [0 1 2 3]", "cannot read this file"),
        (bytes(LARGEST_FILE + 1), "The file is too large"),
    ],
    ids=["empty", "text", "zip", "unsealed", "bomb", "bomb that claims a seal", "too large"],
)
def test_a_hostile_file_gets_a_clear_answer(visitor: Client, data: bytes, words: str) -> None:
    page = visitor.post("/en/verify/", {"file": SimpleUploadedFile("x.pdf", data, "application/pdf")})

    assert page.status_code == 200
    assert words in text_of(page)


def test_sending_no_file_is_answered_on_the_form(visitor: Client) -> None:
    answer = visitor.post("/en/verify/", {})

    assert answer.status_code == 422
    assert "Choose the PDF file" in text_of(answer)


@pytest.mark.parametrize(
    "code",
    ["%00", "../../etc/passwd", "<script>alert(1)</script>", "'; DROP TABLE x--", "😀" * 16, "A" * 5_000, "%E2%80%AE"],
)
def test_a_hostile_code_is_unknown_and_harmless(visitor: Client, code: str) -> None:
    page = visitor.get(f"/v/{code}")

    assert page.status_code == 404
    assert "<script>alert" not in text_of(page)


def test_guessing_codes_is_slowed_down(visitor: Client) -> None:
    answers = [visitor.get("/v/ABCDABCDABCDABCD").status_code for _ in range(CODES_PER_MINUTE + 1)]

    assert answers[-1] == 429
    assert set(answers[:-1]) == {404}


def test_uploading_is_slowed_down_sooner(visitor: Client) -> None:
    answers = [upload(visitor, b"x").status_code for _ in range(FILES_PER_MINUTE + 1)]

    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}


@pytest.mark.django_db(transaction=True)
def test_a_file_under_examination_keeps_nobody_waiting(
    visitor: Client, owner_connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    committed: list[Any] = []

    def examined(**_: Any) -> Verification:
        committed.append(owner_connection.execute("SELECT count(*) FROM identity_allowance").fetchone())
        return Verification(outcome=Outcome.UNSEALED)

    monkeypatch.setattr("dimos.portal.verification.views.verify_file", examined)

    assert upload(visitor, b"%PDF-1.7").status_code == 200
    assert committed == [(1,)]
