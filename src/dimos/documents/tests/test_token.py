"""Keys on a PKCS#11 token, with SoftHSM in its place."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from dimos.documents.examination import Finding, examine_file
from dimos.documents.rendering import draw_document
from dimos.documents.sealing.credentials import SealCredentials
from dimos.documents.sealing.obstacles import (
    SealCertificateIsMissing,
    SealIsMissing,
    SealKeyIsUnsuitable,
    TokenDoesNotAnswer,
    TokenIsMissing,
    TokenModuleCannotBeLoaded,
    TokenPinIsRefused,
)
from dimos.documents.sealing.own_sealer import OwnSealer
from dimos.documents.sealing.ports import Sealer
from dimos.documents.sealing.pyhanko_sealer import PyhankoSealer
from dimos.documents.sealing.token import SealToken
from dimos.documents.tests.factories import CERTIFICATE, IMPRINT, ISSUED_AT, LETTERHEAD
from dimos.documents.tests.gates import conformance_failures, run, signature_status
from dimos.documents.tests.outside import Authority, asn1, pem
from dimos.documents.tests.soft_token import MODULE, PIN, SoftToken, needs_softhsm

pytestmark = needs_softhsm

AUTHORITY = Authority("Seals")
KEYS = {"kalamata": ec.generate_private_key(ec.SECP256R1()), "sparti": rsa.generate_private_key(65537, 2048)}
STATEMENT = {"reason": "Έκδοση εγγράφου", "location": "Καλαμάτα", "name": "Δήμος Καλαμάτας"}
SEALERS: dict[str, Callable[..., Sealer]] = {"own": OwnSealer, "pyhanko": PyhankoSealer}


@pytest.fixture
def soft_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    monkeypatch.setenv("SOFTHSM2_CONF", "")  # so that it is put back
    for attempt in range(3):
        soft_token = _filled(tmp_path / str(attempt))
        if soft_token.holds_certificates(len(KEYS) + 1):
            return soft_token
    pytest.fail("SoftHSM lost a certificate three times")


def _filled(folder: Path) -> SoftToken:
    folder.mkdir()
    soft_token = SoftToken(folder)
    for number, (label, key) in enumerate(KEYS.items(), 1):
        soft_token.put_key(label, key, number=number)
        soft_token.put_certificate(label, asn1(AUTHORITY.certify(label, key)))
    soft_token.put_certificate("authority", asn1(AUTHORITY.certificate))
    return soft_token


@pytest.fixture
def token(soft_token: SoftToken) -> Iterator[SealToken]:
    token = soft_token.open()
    yield token
    token.close()


@pytest.fixture
def credentials(token: SealToken) -> SealCredentials:
    return token.credentials(label="kalamata")


@pytest.fixture(scope="module")
def unsealed() -> bytes:
    return draw_document(content=CERTIFICATE, letterhead=LETTERHEAD, imprint=IMPRINT)


@pytest.mark.parametrize("make_sealer", SEALERS.values(), ids=SEALERS.keys())
@pytest.mark.parametrize("label", KEYS)
def test_every_judge_accepts_a_seal_made_on_a_token(
    label: str, make_sealer: Callable[..., Sealer], token: SealToken, unsealed: bytes, tmp_path: Path
) -> None:
    sealer = make_sealer(credentials=token.credentials(label=label), **STATEMENT)
    file = tmp_path / "sealed.pdf"

    sealed = sealer.seal(unsealed, at=ISSUED_AT)

    file.write_bytes(sealed)
    authority = pem(AUTHORITY.certificate)
    assert conformance_failures(sealed) == []
    assert signature_status(sealed, authority, ISSUED_AT).bottom_line
    assert "Signature is Valid" in run("pdfsig", "-nocert", file)
    assert examine_file(data=sealed, authorities=(authority,), at=ISSUED_AT).finding is Finding.INTACT


def test_the_chain_is_found_on_the_token(credentials: SealCredentials) -> None:
    assert credentials.root.dump() == asn1(AUTHORITY.certificate).dump()


def test_a_certificate_beside_the_token_comes_before_its_own(token: SealToken) -> None:
    newer = asn1(AUTHORITY.certify("newer", KEYS["kalamata"]))

    assert token.credentials(label="kalamata", certificates=(newer,)).certificate is newer


def test_the_certificate_of_another_key_is_unsuitable(token: SealToken) -> None:
    with pytest.raises(SealKeyIsUnsuitable):
        token.credentials(
            label="kalamata", certificates=(asn1(AUTHORITY.certify("other", ec.generate_private_key(ec.SECP256R1()))),)
        )


def test_a_label_without_a_key_is_said_to_be_missing(token: SealToken) -> None:
    with pytest.raises(SealIsMissing, match="messini"):
        token.credentials(label="messini")


def test_two_keys_of_one_label_are_unsuitable(soft_token: SoftToken, token: SealToken) -> None:
    soft_token.put_key("kalamata", ec.generate_private_key(ec.SECP256R1()), number=9)

    with pytest.raises(SealKeyIsUnsuitable):
        token.credentials(label="kalamata")


def test_a_key_without_a_certificate_is_said_to_lack_it(soft_token: SoftToken, token: SealToken) -> None:
    soft_token.put_key("messini", ec.generate_private_key(ec.SECP256R1()), number=9)

    with pytest.raises(SealCertificateIsMissing, match="messini"):
        token.credentials(label="messini")


def test_a_refused_pin_is_not_tried_again(soft_token: SoftToken) -> None:
    token = soft_token.open(pin="00000")
    with pytest.raises(TokenPinIsRefused):
        token.certificates()
    token._pin = PIN  # it would be accepted now

    with pytest.raises(TokenPinIsRefused):
        token.certificates()

    token.close()
    assert token.certificates()
    token.close()


def test_another_label_is_no_token_of_ours(soft_token: SoftToken) -> None:
    with pytest.raises(TokenIsMissing, match="Elsewhere"):
        soft_token.open(label="Elsewhere").certificates()


@pytest.mark.parametrize("module", ["/nowhere/module.so", "/etc/passwd"])
def test_a_module_that_is_none_is_said_to_be_so(module: str, soft_token: SoftToken) -> None:
    with pytest.raises(TokenModuleCannotBeLoaded, match=module):
        soft_token.open(module=module).certificates()


def test_a_lost_session_is_opened_again(credentials: SealCredentials, unsealed: bytes) -> None:
    sealer = OwnSealer(credentials=credentials, **STATEMENT)
    pkcs11.lib(MODULE).finalize()  # the device has forgotten us

    sealed = sealer.seal(unsealed, at=ISSUED_AT)

    assert signature_status(sealed, pem(AUTHORITY.certificate), ISSUED_AT).bottom_line


def test_a_device_that_fails_twice_is_said_not_to_answer(
    token: SealToken, credentials: SealCredentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def fail(_self: SealToken, _session: Any, label: str) -> Any:
        tries.append(label)
        raise pkcs11.DeviceError

    monkeypatch.setattr(SealToken, "_key", fail)

    with pytest.raises(TokenDoesNotAnswer) as raised:
        credentials.key.sign(b"data")

    assert raised.value.is_temporary
    assert len(tries) == 2


def test_threads_share_the_session(token: SealToken, unsealed: bytes) -> None:
    sealers = [OwnSealer(credentials=token.credentials(label=label), **STATEMENT) for label in KEYS]

    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(lambda number: sealers[number % 2].seal(unsealed, at=ISSUED_AT), range(20)))

    assert all(signature_status(one, pem(AUTHORITY.certificate), ISSUED_AT).bottom_line for one in files)


FORKING = """
import os, sys
from dimos.documents.sealing.token import SealToken
token = SealToken(module=sys.argv[1], label=sys.argv[2], pin=sys.argv[3])
key = token.credentials(label="kalamata").key
key.sign(b"before")
child = os.fork()
if child == 0:
    key.sign(b"in the child")
    os._exit(0)
_, status = os.waitpid(child, 0)
key.sign(b"in the parent, after")
sys.exit(os.waitstatus_to_exitcode(status))
"""


def test_a_forked_process_opens_a_session_of_its_own(soft_token: SoftToken) -> None:
    command = [sys.executable, "-c", FORKING, MODULE, "Dimos", PIN]
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    answer = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, timeout=60)

    assert answer.returncode == 0, answer.stderr
