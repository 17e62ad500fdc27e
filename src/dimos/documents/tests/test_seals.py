"""Which seal a municipality has, by the settings alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.core.files.storage import default_storage
from pydantic import SecretStr

from dimos.audit.public import SYSTEM
from dimos.documents.public import (
    IssuedDocument,
    Outcome,
    ProtocolReference,
    SealIsMissing,
    SealKeyCannotBeOpened,
    SealLevel,
    SealSource,
    TimeStampServiceDoesNotAnswer,
    authority_certificate,
    forget_sealers,
    issue_document,
    open_document,
    seal_of,
    trusted_authorities,
    verify_file,
)
from dimos.documents.sealing.obstacles import SealSettingsAreIncomplete, TokenPinIsRefused
from dimos.documents.tests.factories import CERTIFICATE, ISSUED_AT
from dimos.documents.tests.gates import conformance_failures
from dimos.documents.tests.outside import UNTIL, Authority, Outside, asn1, opened_outside, pem
from dimos.documents.tests.soft_token import LABEL, MODULE, PIN, SoftToken, needs_softhsm
from dimos.municipalities.public import Municipality, all_municipalities, municipality_scope

pytestmark = pytest.mark.django_db

KALAMATA, SPARTI = 4401, 4405
PASSPHRASE = "only-for-tests"


@pytest.fixture
def outside() -> Iterator[Outside]:
    with opened_outside(at=ISSUED_AT) as outside:
        yield outside


@pytest.fixture(autouse=True)
def kalamata() -> Iterator[Municipality]:
    forget_sealers()
    with municipality_scope(KALAMATA):
        yield all_municipalities().get(id=KALAMATA)
    forget_sealers()


@pytest.fixture
def other() -> Municipality:
    return all_municipalities().exclude(id=KALAMATA).order_by("id")[0]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "seals"
    folder.mkdir()
    settings.DIMOS_SEAL_PKCS12_DIR = folder
    settings.DIMOS_SEAL_PASSPHRASE = PASSPHRASE
    return folder


@pytest.fixture
def token(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    settings.DIMOS_SEAL_PKCS11_MODULE = MODULE
    settings.DIMOS_SEAL_PKCS11_TOKEN = LABEL
    settings.DIMOS_SEAL_PKCS11_PIN = SecretStr(PIN)
    (tmp_path / "hsm").mkdir()
    return SoftToken(tmp_path / "hsm")


def put_file(folder: Path, name: str, authority: Authority, *, passphrase: str = PASSPHRASE) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate, encryption = authority.certify(name, key), BestAvailableEncryption(passphrase.encode())
    data = pkcs12.serialize_key_and_certificates(None, key, certificate, [authority.certificate], encryption)
    (folder / f"{name}.p12").write_bytes(data)


def put_key(token: SoftToken, name: str, authority: Authority, *, folder: Path | None = None) -> None:
    """With its certificate on the token, or as PEM in `folder`."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = authority.certify(name, key)
    token.put_key(name, key)
    if folder:
        (folder / f"{name}.pem").write_bytes(pem(certificate, authority.certificate))
    else:
        token.put_certificate(name, asn1(certificate))


def issue() -> IssuedDocument:
    return issue_document(
        municipality_id=KALAMATA,
        content=CERTIFICATE,
        kind="residence-certificate",
        protocol=ProtocolReference(number=1, year=2026),
        subject_reference="case:1",
        holder_id=None,
        public_facts={},
        valid_until=None,
        actor=SYSTEM,
        at=ISSUED_AT,
    )


def stored_files() -> set[str]:
    place = f"documents/{KALAMATA}"
    return {str(path) for path in Path(default_storage.path(place)).rglob("*") if path.is_file()}


def test_without_settings_the_demonstration_authority_seals(kalamata: Municipality) -> None:
    seal = seal_of(municipality=kalamata)

    assert (seal.source, seal.level) == (SealSource.DEMONSTRATION, SealLevel.BASIC)
    assert trusted_authorities() == (authority_certificate(),)


def test_a_file_named_after_the_municipality_is_its_seal(folder: Path, kalamata: Municipality) -> None:
    authority = Authority("Seals")
    put_file(folder, "kalamata", authority)

    seal = seal_of(municipality=kalamata)

    assert (seal.source, seal.expires_at) == (SealSource.FILE, UNTIL)
    assert trusted_authorities() == (pem(authority.certificate),)
    assert authority_certificate() is None
    assert conformance_failures(open_document(issue())) == []


def test_a_municipality_without_a_file_has_no_seal(folder: Path, kalamata: Municipality) -> None:
    with pytest.raises(SealIsMissing, match="kalamata") as raised:
        seal_of(municipality=kalamata)

    assert "kalamata" in str(raised.value)
    assert "DIMOS_SEAL_PKCS12_DIR" in raised.value.remedy


def test_one_spoilt_file_does_not_spoil_verification(folder: Path, other: Municipality) -> None:
    authority = Authority("Seals")
    put_file(folder, "kalamata", authority)
    put_file(folder, other.slug, authority, passphrase="another")

    with pytest.raises(SealKeyCannotBeOpened):
        seal_of(municipality=other)

    assert trusted_authorities() == (pem(authority.certificate),)


@needs_softhsm
class TestWithToken:
    @pytest.mark.parametrize("is_certificate_on_token", [True, False])
    def test_its_key_seals_what_verification_knows(
        self, is_certificate_on_token: bool, folder: Path, token: SoftToken, kalamata: Municipality
    ) -> None:
        authority = Authority("Seals")
        put_key(token, "kalamata", authority, folder=None if is_certificate_on_token else folder)
        if is_certificate_on_token:
            token.put_certificate("authority", asn1(authority.certificate))

        data = open_document(issue())

        assert seal_of(municipality=kalamata).source is SealSource.TOKEN
        assert conformance_failures(data) == []
        assert trusted_authorities() == (pem(authority.certificate),)
        assert verify_file(data=data + b"\n", at=ISSUED_AT).outcome is Outcome.ALTERED

    def test_some_may_have_files_and_others_keys_on_the_token(
        self, folder: Path, token: SoftToken, kalamata: Municipality, other: Municipality
    ) -> None:
        put_file(folder, "kalamata", Authority("Files"))
        put_key(token, other.slug, Authority("Token"), folder=folder)

        sources = [seal_of(municipality=one).source for one in (kalamata, other)]

        assert sources == [SealSource.FILE, SealSource.TOKEN]
        assert len(trusted_authorities()) == 2

    def test_a_file_needs_no_token(self, folder: Path, token: SoftToken, settings: Any, kalamata: Municipality) -> None:
        settings.DIMOS_SEAL_PKCS11_PIN = SecretStr("00000")
        put_file(folder, "kalamata", Authority("Files"))

        assert seal_of(municipality=kalamata).source is SealSource.FILE
        assert len(trusted_authorities()) == 1

    def test_a_wrong_pin_stops_the_issue_and_says_so(self, token: SoftToken, settings: Any) -> None:
        settings.DIMOS_SEAL_PKCS11_PIN = SecretStr("00000")

        with pytest.raises(TokenPinIsRefused) as raised:
            issue()

        assert "DIMOS_SEAL_PKCS11_PIN" in raised.value.remedy
        assert not IssuedDocument.objects.exists()

    def test_the_settings_of_a_token_come_together(
        self, token: SoftToken, settings: Any, kalamata: Municipality
    ) -> None:
        settings.DIMOS_SEAL_PKCS11_TOKEN = ""

        with pytest.raises(SealSettingsAreIncomplete, match="DIMOS_SEAL_PKCS11_TOKEN"):
            seal_of(municipality=kalamata)


class TestWithTimeStamps:
    @pytest.fixture(autouse=True)
    def stamped(self, outside: Outside, folder: Path, settings: Any) -> None:
        settings.DIMOS_SEAL_TSA_URL = outside.stamps_at
        put_file(folder, "kalamata", outside.seals)

    def test_the_address_alone_gives_time_stamps(self, kalamata: Municipality) -> None:
        assert seal_of(municipality=kalamata).level is SealLevel.TIME_STAMPED
        assert conformance_failures(open_document(issue())) == []

    def test_long_term_seals_need_the_authorities_of_the_time_stamps(
        self, settings: Any, kalamata: Municipality, outside: Outside, tmp_path: Path
    ) -> None:
        settings.DIMOS_SEAL_LT = True
        with pytest.raises(SealSettingsAreIncomplete, match="DIMOS_SEAL_TSA_AUTHORITIES"):
            seal_of(municipality=kalamata)
        settings.DIMOS_SEAL_TSA_AUTHORITIES = tmp_path / "time-stamps.pem"
        settings.DIMOS_SEAL_TSA_AUTHORITIES.write_bytes(pem(outside.stamps.certificate))

        data = open_document(issue())

        assert seal_of(municipality=kalamata).level is SealLevel.LONG_TERM
        assert b"/DSS" in data
        assert conformance_failures(data) == []

    @needs_softhsm
    def test_a_key_on_the_token_is_time_stamped_too(self, token: SoftToken, folder: Path, outside: Outside) -> None:
        (folder / "kalamata.p12").unlink()
        put_key(token, "kalamata", outside.seals, folder=folder)

        data = open_document(issue())

        assert conformance_failures(data) == []
        assert outside.service.questions

    def test_without_the_service_nothing_is_half_issued(self, outside: Outside) -> None:
        outside.service.answer = lambda _: (503, b"")
        before = stored_files()

        with pytest.raises(TimeStampServiceDoesNotAnswer, match="try again"):
            issue()

        assert not IssuedDocument.objects.exists()
        assert stored_files() == before

    def test_the_next_try_succeeds(self, outside: Outside) -> None:
        outside.service.answer = lambda _: (503, b"")
        with pytest.raises(TimeStampServiceDoesNotAnswer):
            issue()
        outside.service.answer = outside.service.stamp

        assert verify_file(data=open_document(issue()), at=ISSUED_AT + timedelta(days=1)).outcome is Outcome.VALID
