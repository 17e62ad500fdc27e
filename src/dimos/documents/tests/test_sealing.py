import re
import shutil
import stat
import timeit
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from dimos.documents.rendering import draw_document
from dimos.documents.sealing.authority import AUTHORITY_NAME, DemonstrationAuthority
from dimos.documents.sealing.credentials import LoadedKey, SealCredentials, open_pkcs12
from dimos.documents.sealing.obstacles import SealHasExpired, SealKeyCannotBeOpened, SealKeyIsUnsuitable
from dimos.documents.sealing.own_sealer import OwnSealer
from dimos.documents.sealing.ports import FileCannotBeSealed, Sealer
from dimos.documents.sealing.pyhanko_sealer import PyhankoSealer
from dimos.documents.tests.factories import CERTIFICATE, IMPRINT, ISSUED_AT, LETTERHEAD, RECEIPT
from dimos.documents.tests.gates import conformance_failures, run, signature_status

STATEMENT = {"reason": "Έκδοση εγγράφου", "location": "Καλαμάτα", "name": "Δήμος Καλαμάτας"}


@pytest.fixture
def authority(tmp_path: Path) -> DemonstrationAuthority:
    return DemonstrationAuthority(folder=tmp_path / "seals", secret="s" * 40)


@pytest.fixture
def credentials(authority: DemonstrationAuthority) -> SealCredentials:
    return authority.credentials_for(municipality_id=4401, name="Δήμος Καλαμάτας")


@pytest.fixture(params=["own", "pyhanko"])
def sealer(request: pytest.FixtureRequest, credentials: SealCredentials) -> Sealer:
    if request.param == "own":
        return OwnSealer(credentials=credentials, **STATEMENT)
    return PyhankoSealer(credentials=credentials, **STATEMENT)


@pytest.fixture(scope="module")
def unsealed() -> bytes:
    return draw_document(content=CERTIFICATE, letterhead=LETTERHEAD, imprint=IMPRINT)


def test_a_sealed_file_is_still_archivable_and_accessible(sealer: Sealer, unsealed: bytes) -> None:
    assert conformance_failures(sealer.seal(unsealed, at=ISSUED_AT)) == []


def test_a_receipt_is_sealed_like_a_certificate(sealer: Sealer) -> None:
    pdf = draw_document(content=RECEIPT, letterhead=LETTERHEAD, imprint=IMPRINT)

    assert conformance_failures(sealer.seal(pdf, at=ISSUED_AT)) == []


def test_pyhanko_finds_the_seal_valid_trusted_and_final(
    sealer: Sealer, authority: DemonstrationAuthority, unsealed: bytes
) -> None:
    status = signature_status(sealer.seal(unsealed, at=ISSUED_AT), authority.certificate(), ISSUED_AT)

    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok
    assert status.signer_reported_dt == ISSUED_AT


def test_poppler_finds_the_seal_valid(sealer: Sealer, unsealed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealer.seal(unsealed, at=ISSUED_AT))

    verdict = run("pdfsig", "-nocert", file)

    assert "Signature is Valid" in verdict
    assert "Total document signed" in verdict
    assert "ETSI.CAdES.detached" in verdict


@pytest.mark.skipif(shutil.which("certutil") is None, reason="certutil (libnss3-tools) is not installed")
def test_poppler_trusts_the_seal_once_it_knows_the_authority(
    sealer: Sealer, authority: DemonstrationAuthority, unsealed: bytes, tmp_path: Path
) -> None:
    file, certificate, database = tmp_path / "sealed.pdf", tmp_path / "ca.pem", tmp_path / "nss"
    file.write_bytes(sealer.seal(unsealed, at=ISSUED_AT))
    certificate.write_bytes(authority.certificate())
    database.mkdir()
    run("certutil", "-N", "-d", f"sql:{database}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{database}", "-n", "ca", "-t", "C,C,C", "-a", "-i", certificate)

    assert "Certificate is Trusted" in run("pdfsig", "-nssdir", f"sql:{database}", file)


def test_openssl_verifies_the_signature_and_its_certificate(
    sealer: Sealer, authority: DemonstrationAuthority, unsealed: bytes, tmp_path: Path
) -> None:
    sealed = sealer.seal(unsealed, at=ISSUED_AT)
    start, end, rest = signed_ranges(sealed)
    (tmp_path / "content").write_bytes(sealed[:start] + sealed[end : end + rest])
    (tmp_path / "signature").write_bytes(bytes.fromhex(sealed[start + 1 : end - 1].decode("ascii")))
    (tmp_path / "ca.pem").write_bytes(authority.certificate())

    verdict = run(
        "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", tmp_path / "signature",
        "-content", tmp_path / "content", "-CAfile", tmp_path / "ca.pem", "-purpose", "any", "-out", tmp_path / "out",
    )  # fmt: skip

    assert "successful" in verdict, verdict


def signed_ranges(sealed: bytes) -> tuple[int, int, int]:
    found = re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)", sealed)
    assert found
    return int(found[1]), int(found[2]), int(found[3])


def test_the_original_stays_at_the_front_of_the_sealed_file(sealer: Sealer, unsealed: bytes) -> None:
    assert sealer.seal(unsealed, at=ISSUED_AT).startswith(unsealed)


@pytest.mark.parametrize("damage", [b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"])
def test_our_sealer_refuses_what_our_renderer_did_not_write(credentials: SealCredentials, damage: bytes) -> None:
    with pytest.raises(FileCannotBeSealed):
        OwnSealer(credentials=credentials, **STATEMENT).seal(damage, at=ISSUED_AT)


def test_our_sealer_refuses_to_seal_twice(credentials: SealCredentials, unsealed: bytes) -> None:
    sealer = OwnSealer(credentials=credentials, **STATEMENT)

    with pytest.raises(FileCannotBeSealed):
        sealer.seal(sealer.seal(unsealed, at=ISSUED_AT), at=ISSUED_AT)


def test_an_rsa_key_from_a_provider_seals_as_well(
    authority: DemonstrationAuthority, credentials: SealCredentials, unsealed: bytes
) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    credentials = SealCredentials(key=LoadedKey(key), certificate=credentials.certificate, chain=credentials.chain)

    sealed = OwnSealer(credentials=credentials, **STATEMENT).seal(unsealed, at=ISSUED_AT)

    assert conformance_failures(sealed) == []


def test_sealing_costs_little_beside_drawing(credentials: SealCredentials, unsealed: bytes) -> None:
    sealer = OwnSealer(credentials=credentials, **STATEMENT)

    drawing = min(
        timeit.repeat(lambda: draw_document(content=RECEIPT, letterhead=LETTERHEAD, imprint=IMPRINT), number=5)
    )
    sealing = min(timeit.repeat(lambda: sealer.seal(unsealed, at=ISSUED_AT), number=5))

    assert (drawing + sealing) / drawing <= 1.3


def test_keys_are_encrypted_and_for_their_owner_only(credentials: SealCredentials, tmp_path: Path) -> None:
    files = sorted((tmp_path / "seals").glob("*.p12"))

    assert [file.name for file in files] == ["authority.p12", "municipality-4401.p12"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    with pytest.raises(SealKeyCannotBeOpened):
        open_pkcs12(data=files[1].read_bytes(), passphrase=b"another")


def test_a_seal_is_made_once(authority: DemonstrationAuthority, credentials: SealCredentials) -> None:
    again = authority.credentials_for(municipality_id=4401, name="Δήμος Καλαμάτας")

    assert again.certificate.dump() == credentials.certificate.dump()


def test_two_processes_that_start_together_make_one_seal(tmp_path: Path) -> None:
    def seal_of_one_process(_: int) -> bytes:
        one = DemonstrationAuthority(folder=tmp_path / "new", secret="s" * 40)
        return bytes(one.credentials_for(municipality_id=4401, name="Δήμος Καλαμάτας").certificate.dump())

    with ThreadPoolExecutor(4) as pool:
        certificates_seen = set(pool.map(seal_of_one_process, range(4)))

    assert len(certificates_seen) == 1


def test_the_authority_says_that_it_is_a_demonstration(credentials: SealCredentials) -> None:
    assert "DEMONSTRATION" in AUTHORITY_NAME
    assert credentials.certificate.issuer.native["common_name"] == AUTHORITY_NAME
    assert credentials.certificate.subject.native["organization_name"] == "Δήμος Καλαμάτας"


def test_a_changed_secret_is_told_from_a_damaged_file(credentials: SealCredentials, tmp_path: Path) -> None:
    other = DemonstrationAuthority(folder=tmp_path / "seals", secret="t" * 40)

    with pytest.raises(SealKeyCannotBeOpened):
        other.credentials_for(municipality_id=4401, name="Δήμος Καλαμάτας")


def test_a_key_file_without_a_certificate_is_unsuitable() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    data = pkcs12.serialize_key_and_certificates(None, key, None, None, BestAvailableEncryption(b"p"))

    with pytest.raises(SealKeyIsUnsuitable):
        open_pkcs12(data=data, passphrase=b"p")


def test_the_seal_bears_the_given_moment(sealer: Sealer, authority: DemonstrationAuthority, unsealed: bytes) -> None:
    moment = datetime(2024, 2, 29, 23, 59, 58, tzinfo=UTC)

    assert (
        signature_status(sealer.seal(unsealed, at=moment), authority.certificate(), moment).signer_reported_dt == moment
    )


def test_a_seal_that_has_expired_seals_nothing(sealer: Sealer, unsealed: bytes) -> None:
    with pytest.raises(SealHasExpired):
        sealer.seal(unsealed, at=datetime(2045, 6, 1, tzinfo=UTC))
