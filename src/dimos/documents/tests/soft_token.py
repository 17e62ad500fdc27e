"""SoftHSM in the place of a device: a token with keys and certificates, in a folder of the test."""

import os
import shutil
import subprocess
from pathlib import Path

import pkcs11
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.constants import Attribute, CertificateType, ObjectClass

from dimos.documents.sealing.credentials import PrivateKey
from dimos.documents.sealing.token import SealToken

LABEL, PIN = "Dimos", "73519"
_PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so")
MODULE = next((place for place in _PLACES if Path(place).exists()), "")

needs_softhsm = pytest.mark.skipif(
    not (MODULE and shutil.which("softhsm2-util")),
    reason="SoftHSM is not installed (as root: apt-get install softhsm2; make test does it)",
)


class SoftToken:
    """A token whose owner we are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tokens").mkdir()
        configuration = folder / "softhsm2.conf"
        configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(configuration)
        _util("--init-token", "--free", "--label", LABEL, "--so-pin", "0000", "--pin", PIN)

    def open(self, *, pin: str = PIN, label: str = LABEL, module: str = MODULE) -> SealToken:
        return SealToken(module=module, label=label, pin=pin)

    def put_key(self, label: str, key: PrivateKey, *, number: int = 1) -> None:
        file = self.folder / "key.pem"
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        _util("--import", str(file), "--token", LABEL, "--label", label, "--id", f"{number:04x}", "--pin", PIN)

    def put_certificate(self, label: str, certificate: asn1_x509.Certificate) -> None:
        library = pkcs11.lib(MODULE)
        session = library.get_token(token_label=LABEL).open(rw=True, user_pin=PIN)
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.LABEL: label,
                Attribute.SUBJECT: certificate.subject.dump(),
                Attribute.VALUE: certificate.dump(),
                Attribute.TOKEN: True,
            }
        )
        session.close()
        library.finalize()

    def holds_certificates(self, count: int) -> bool:
        """Whether all that were put there are there: on a busy machine SoftHSM now and then loses one."""
        token = self.open()
        found = len(token.certificates())
        token.close()
        pkcs11.lib(MODULE).finalize()
        return found == count


def _util(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True, timeout=30)
