"""Seals through pyHanko: slower, but able to use devices, time stamps and long-term validation."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto.algos import SignedDigestAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dimos.documents.sealing.credentials import SealCredentials

_FIELD_NAME: Final = "MunicipalSeal"
_LABEL: Final = "Ηλεκτρονική σφραγίδα του Δήμου"
_BYTES_RESERVED: Final = 16384


class LoadedKeySigner(signers.Signer):
    """A pyHanko signer that holds the key ready; pyHanko's own loads and re-checks it at each signature."""

    def __init__(self, credentials: SealCredentials) -> None:
        self._key = credentials.key
        store = SimpleCertificateStore.from_certs(credentials.chain)  # type: ignore[no-untyped-call]
        name = "sha256_ecdsa" if isinstance(self._key, ec.EllipticCurvePrivateKey) else "sha256_rsa"
        super().__init__(
            signing_cert=credentials.certificate,
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": name}),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002 - pyHanko's signature
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@dataclass(frozen=True, slots=True, kw_only=True)
class PyhankoSealer:
    """Implements `Sealer` with any pyHanko signer, for instance `PKCS11Signer`.

    With a `timestamper` the seal is PAdES B-T; with a `validation_context` too, B-LT, the evidence placed where PDF/A
    survives it.
    """

    signer: signers.Signer
    reason: str
    location: str
    name: str
    timestamper: TimeStamper | None = None
    validation_context: ValidationContext | None = None

    def seal(self, pdf: bytes, *, at: datetime) -> bytes:
        """Return the sealed file. Raises pyHanko's `SigningError` and `PdfError`."""
        ended = pdf if pdf.endswith(b"\n") else pdf + b"\n"  # PDF/A wants the revision to start on a new line
        writer = IncrementalPdfFileWriter(io.BytesIO(ended))
        writer._update_meta = lambda: None  # type: ignore[method-assign]  # noqa: SLF001 - its metadata breaks PDF/A
        pdf_signer = _DatedPdfSigner(
            self._metadata(), signer=self.signer, timestamper=self.timestamper, new_field_spec=_field_spec(), at=at
        )
        sealed: io.BytesIO = pdf_signer.sign_pdf(writer, bytes_reserved=_BYTES_RESERVED)
        return sealed.getvalue()

    def _metadata(self) -> signers.PdfSignatureMetadata:
        long_term: dict[str, Any] = {}
        if self.validation_context is not None:
            placement = SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            long_term = {
                "validation_context": self.validation_context,
                "embed_validation_info": True,
                "dss_settings": DSSContentSettings(placement=placement, include_vri=False),
            }
        return signers.PdfSignatureMetadata(
            field_name=_FIELD_NAME,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            reason=self.reason,
            location=self.location,
            name=self.name,
            **long_term,
        )


def _field_spec() -> fields.SigFieldSpec:
    """The visible seal is drawn by the template; the field lies outside the page, which PDF/A and PDF/UA accept."""
    return fields.SigFieldSpec(
        _FIELD_NAME,
        on_page=0,
        readable_field_name=_LABEL,
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )


class _DatedPdfSigner(signers.PdfSigner):
    """Signs at a given moment instead of asking the system what time it is."""

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._at = at

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session
