"""Seals with time stamps (B-T) and long-term evidence (B-LT), against services on this machine."""

import io
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asn1crypto import tsp
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from dimos.documents.examination import Finding, examine_file
from dimos.documents.rendering import draw_document
from dimos.documents.sealing.credentials import SealCredentials
from dimos.documents.sealing.evidence import EvidenceSource
from dimos.documents.sealing.obstacles import (
    SealEvidenceIsMissing,
    SealIsRevoked,
    TimeStampIsUnusable,
    TimeStampServiceDoesNotAnswer,
)
from dimos.documents.sealing.pyhanko_sealer import PyhankoSealer
from dimos.documents.sealing.time_stamps import HttpTimeStamper, TimeStampAccount
from dimos.documents.tests.factories import CERTIFICATE, IMPRINT, ISSUED_AT, LETTERHEAD
from dimos.documents.tests.gates import conformance_failures, run
from dimos.documents.tests.outside import Authority, Outside, asn1, opened_outside, pem

STATEMENT = {"reason": "Έκδοση εγγράφου", "location": "Καλαμάτα", "name": "Δήμος Καλαμάτας"}


@pytest.fixture
def outside() -> Iterator[Outside]:
    with opened_outside(at=ISSUED_AT) as outside:
        yield outside


@pytest.fixture
def credentials(outside: Outside) -> SealCredentials:
    return outside.seals.seal()


@pytest.fixture(scope="module")
def unsealed() -> bytes:
    return draw_document(content=CERTIFICATE, letterhead=LETTERHEAD, imprint=IMPRINT)


def stamper(
    outside: Outside, *, seconds: float = 10, trusting: Authority | None = None, **more: str
) -> HttpTimeStamper:
    authorities = (asn1((trusting or outside.stamps).certificate),)
    return HttpTimeStamper(TimeStampAccount(url=outside.stamps_at, authorities=authorities, seconds=seconds, **more))


def time_stamping(credentials: SealCredentials, one: HttpTimeStamper) -> PyhankoSealer:
    return PyhankoSealer(credentials=credentials, timestamper=one, **STATEMENT)


def long_term(outside: Outside, credentials: SealCredentials) -> PyhankoSealer:
    roots = (asn1(outside.seals.certificate), asn1(outside.stamps.certificate))
    return PyhankoSealer(
        credentials=credentials,
        timestamper=stamper(outside),
        evidence=EvidenceSource(roots=roots, others=credentials.chain),
        **STATEMENT,
    )


@pytest.fixture(params=["B-T", "B-LT"])
def sealed(request: pytest.FixtureRequest, outside: Outside, credentials: SealCredentials, unsealed: bytes) -> bytes:
    stamping = time_stamping(credentials, stamper(outside))
    return (stamping if request.param == "B-T" else long_term(outside, credentials)).seal(unsealed, at=ISSUED_AT)


def test_the_file_is_still_archivable_and_accessible(sealed: bytes) -> None:
    assert conformance_failures(sealed) == []


def test_pyhanko_finds_seal_and_time_stamp_valid_and_trusted(sealed: bytes, outside: Outside) -> None:
    (signature,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    roots = [asn1(outside.seals.certificate), asn1(outside.stamps.certificate)]

    status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots, moment=ISSUED_AT))

    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.timestamp_validity.trusted
    assert status.timestamp_validity.timestamp == ISSUED_AT


def test_poppler_finds_the_seal_valid(sealed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)

    verdict = run("pdfsig", "-nocert", file)

    assert "Signature is Valid" in verdict
    assert "Total document signed" in verdict


def test_our_own_verification_knows_the_seal(sealed: bytes, outside: Outside) -> None:
    examination = examine_file(data=sealed, authorities=(pem(outside.seals.certificate),), at=ISSUED_AT)

    assert examination.finding is Finding.INTACT


def test_a_long_term_seal_needs_nobody_any_more(
    outside: Outside, credentials: SealCredentials, unsealed: bytes
) -> None:
    sealed = long_term(outside, credentials).seal(unsealed, at=ISSUED_AT)
    outside.lists.clear()
    reader = PdfFileReader(io.BytesIO(sealed))
    roots = [asn1(outside.seals.certificate), asn1(outside.stamps.certificate)]
    strict = {"trust_roots": roots, "moment": ISSUED_AT, "revocation_mode": "hard-fail", "allow_fetching": False}

    context = DocumentSecurityStore.read_dss(reader).as_validation_context(strict)
    status = validate_pdf_signature(reader.embedded_signatures[0], context)

    assert len(context.crls) == 2
    assert status.bottom_line
    assert status.timestamp_validity.trusted


def test_the_account_is_shown_to_the_service(outside: Outside, credentials: SealCredentials, unsealed: bytes) -> None:
    time_stamping(credentials, stamper(outside, user="dimos", password="δοκιμή")).seal(unsealed, at=ISSUED_AT)

    assert outside.service.questions == ["Basic " + b64encode("dimos:δοκιμή".encode()).decode()]


def test_a_new_certificate_of_the_service_is_taken_up(
    outside: Outside, credentials: SealCredentials, unsealed: bytes
) -> None:
    sealer = long_term(outside, credentials)
    sealer.seal(unsealed, at=ISSUED_AT)
    outside.service.change_certificate()

    sealed = sealer.seal(unsealed, at=ISSUED_AT)

    assert conformance_failures(sealed) == []
    assert len(outside.service.questions) == 4  # one to look ahead, one per seal, and one that was repeated


def of_another_question(outside: Outside) -> Callable[[bytes], tuple[int, bytes]]:
    other = tsp.TimeStampReq(
        {"version": 1, "cert_req": True,
         "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}}
    )  # fmt: skip

    def answer(question: bytes) -> tuple[int, bytes]:
        asked = tsp.TimeStampReq.load(question)
        other["nonce"] = asked["nonce"]
        return outside.service.stamp(other.dump())

    return answer


def without_our_nonce(outside: Outside) -> Callable[[bytes], tuple[int, bytes]]:
    def answer(question: bytes) -> tuple[int, bytes]:
        asked = tsp.TimeStampReq.load(question)
        asked["nonce"] = 1
        return outside.service.stamp(tsp.TimeStampReq(asked.native).dump(force=True))

    return answer


REFUSAL = bytes.fromhex("30053003020102")  # status: rejection; no token
STRANGE = {
    "garbage": lambda _: (200, b"<html>no"),
    "nothing": lambda _: (200, b""),
    "refusal": lambda _: (200, REFUSAL),
    "no account": lambda _: (401, b""),
    "another address": lambda _: (302, b""),
    "endless": lambda _: (200, bytes(1_000_000)),
}


@pytest.mark.parametrize("answer", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_answer_is_no_time_stamp(
    answer: Callable[[bytes], tuple[int, bytes]], outside: Outside, credentials: SealCredentials, unsealed: bytes
) -> None:
    outside.service.answer = answer

    with pytest.raises(TimeStampIsUnusable):
        time_stamping(credentials, stamper(outside)).seal(unsealed, at=ISSUED_AT)


@pytest.mark.parametrize("wrong", [of_another_question, without_our_nonce])
def test_the_time_stamp_of_another_document_is_refused(
    wrong: Callable[[Outside], Callable[[bytes], tuple[int, bytes]]],
    outside: Outside, credentials: SealCredentials, unsealed: bytes,
) -> None:  # fmt: skip
    outside.service.answer = wrong(outside)

    with pytest.raises(TimeStampIsUnusable):
        time_stamping(credentials, stamper(outside)).seal(unsealed, at=ISSUED_AT)


def test_the_time_stamp_of_a_stranger_is_refused(
    outside: Outside, credentials: SealCredentials, unsealed: bytes
) -> None:
    with pytest.raises(TimeStampIsUnusable):
        time_stamping(credentials, stamper(outside, trusting=Authority("Another"))).seal(unsealed, at=ISSUED_AT)


@pytest.mark.parametrize(
    "make_sealer", [lambda outside, own: time_stamping(own, stamper(outside, seconds=0.3)), long_term]
)
def test_a_service_in_trouble_is_said_to_be_so(
    make_sealer: Callable[[Outside, SealCredentials], PyhankoSealer],
    outside: Outside, credentials: SealCredentials, unsealed: bytes,
) -> None:  # fmt: skip
    outside.service.answer = lambda _: (503, b"")

    with pytest.raises(TimeStampServiceDoesNotAnswer) as raised:
        make_sealer(outside, credentials).seal(unsealed, at=ISSUED_AT)

    assert raised.value.is_temporary


def test_a_silent_service_is_not_waited_for(outside: Outside, credentials: SealCredentials, unsealed: bytes) -> None:
    outside.service.answer = outside.never

    with pytest.raises(TimeStampServiceDoesNotAnswer):
        time_stamping(credentials, stamper(outside, seconds=0.3)).seal(unsealed, at=ISSUED_AT)


def test_a_service_that_is_not_there_is_said_not_to_answer(credentials: SealCredentials, unsealed: bytes) -> None:
    nobody = HttpTimeStamper(TimeStampAccount(url="http://127.0.0.1:1/"))

    with pytest.raises(TimeStampServiceDoesNotAnswer):
        time_stamping(credentials, nobody).seal(unsealed, at=ISSUED_AT)


def test_without_revocation_lists_there_is_no_long_term_seal(
    outside: Outside, credentials: SealCredentials, unsealed: bytes
) -> None:
    outside.lists.clear()

    with pytest.raises(SealEvidenceIsMissing):
        long_term(outside, credentials).seal(unsealed, at=ISSUED_AT)


def test_a_revoked_certificate_seals_nothing_for_the_long_term(
    outside: Outside, credentials: SealCredentials, unsealed: bytes
) -> None:
    outside.seals.revoked.append(credentials.certificate.serial_number)

    with pytest.raises(SealIsRevoked):
        long_term(outside, credentials).seal(unsealed, at=ISSUED_AT)
