"""The CMS SignedData of a PAdES baseline seal (ETSI EN 319 142-1, B-B level).

Everything but the digest of the document is the same for each seal of a key, so it is encoded once, with asn1crypto;
what remains per document is put together from ready DER pieces.
"""

import hashlib
from typing import Final

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509

from dimos.documents.sealing.credentials import SealCredentials

_SEQUENCE: Final = 0x30
_SET: Final = 0x31
_OCTET_STRING: Final = 0x04
_CONTEXT_0: Final = 0xA0
_LONG_LENGTH: Final = 0x80


class SignedDataMaker:
    """Makes detached CMS signatures with one key."""

    def __init__(self, credentials: SealCredentials) -> None:
        certificate = credentials.certificate
        self._key = credentials.key
        self._digest_algorithm = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
        self._signature_algorithm = self._dump_signature_algorithm()
        self._signer = _signer_id(certificate)
        self._content_type = _attribute("content_type", cms.ContentType("data"))
        self._signing_certificate = _attribute("signing_certificate_v2", _signing_certificate(certificate))
        self._message_digest_type = cms.CMSAttributeType("message_digest").dump()
        self._content = cms.ContentInfo({"content_type": "data"}).dump()
        self._signed_data_type = cms.ContentType("signed_data").dump()
        self._version = cms.CMSVersion("v1").dump()
        self._digest_algorithms = _tlv(_SET, self._digest_algorithm)
        chain = sorted(one.dump() for one in (certificate, *credentials.chain))
        self._certificates = _tlv(_CONTEXT_0, b"".join(chain))

    def sign(self, digest: bytes) -> bytes:
        """Return the DER of a ContentInfo that signs a document with this SHA-256 digest."""
        attributes = self._signed_attributes(digest)
        signature = self._key.sign(_tlv(_SET, attributes))  # signed as a SET (RFC 5652, 5.4), stored as [0]
        signer_info = _tlv(
            _SEQUENCE,
            self._version
            + self._signer
            + self._digest_algorithm
            + _tlv(_CONTEXT_0, attributes)
            + self._signature_algorithm
            + _tlv(_OCTET_STRING, signature),
        )
        signed_data = _tlv(
            _SEQUENCE,
            self._version + self._digest_algorithms + self._content + self._certificates + _tlv(_SET, signer_info),
        )
        return _tlv(_SEQUENCE, self._signed_data_type + _tlv(_CONTEXT_0, signed_data))

    def _signed_attributes(self, digest: bytes) -> bytes:
        message_digest = _tlv(_SEQUENCE, self._message_digest_type + _tlv(_SET, _tlv(_OCTET_STRING, digest)))
        return b"".join(sorted((self._content_type, message_digest, self._signing_certificate)))  # DER order of a SET

    def _dump_signature_algorithm(self) -> bytes:
        name = "sha256_ecdsa" if self._key.is_elliptic else "sha256_rsa"
        return bytes(algos.SignedDigestAlgorithm({"algorithm": name}).dump())


def _signer_id(certificate: asn1_x509.Certificate) -> bytes:
    return bytes(
        cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number}).dump()
    )


def _signing_certificate(certificate: asn1_x509.Certificate) -> tsp.SigningCertificateV2:
    """Bind the certificate into what is signed (RFC 5035), as PAdES demands."""
    issuer = {
        "issuer": [asn1_x509.GeneralName("directory_name", certificate.issuer)],
        "serial_number": certificate.serial_number,
    }
    fingerprint = hashlib.sha256(certificate.dump()).digest()
    return tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": fingerprint, "issuer_serial": issuer})]})


def _attribute(name: str, value: core.Asn1Value) -> bytes:
    return _tlv(_SEQUENCE, cms.CMSAttributeType(name).dump() + _tlv(_SET, value.dump()))


def _tlv(tag: int, body: bytes) -> bytes:
    """Encode one DER element."""
    length = len(body)
    if length < _LONG_LENGTH:
        return bytes((tag, length)) + body
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_LENGTH | len(size))) + size + body
