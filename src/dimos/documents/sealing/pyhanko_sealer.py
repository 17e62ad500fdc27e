"""Seals through pyHanko: slower, but able to use time stamps and long-term validation (PAdES B-T, B-LT)."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, RevokedError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dimos.documents.sealing.credentials import SealCredentials
from dimos.documents.sealing.evidence import EvidenceSource
from dimos.documents.sealing.obstacles import SealEvidenceIsMissing, SealingIsNotPossible, SealIsRevoked
from dimos.documents.sealing.ports import FileCannotBeSealed
from dimos.documents.sealing.time_stamps import SignerOfTimeStampsIsNew

_FIELD_NAME: Final = "MunicipalSeal"
_LABEL: Final = "Ηλεκτρονική σφραγίδα του Δήμου"
_HEX_DIGITS_RESERVED: Final = 16384
_HEX_DIGITS_RESERVED_WITH_TIME_STAMP: Final = 49152


class KeySigner(signers.Signer):
    """A pyHanko signer that holds the key ready; pyHanko's own loads and re-checks it at each signature."""

    def __init__(self, credentials: SealCredentials) -> None:
        self._key = credentials.key
        store = SimpleCertificateStore.from_certs(credentials.chain)  # type: ignore[no-untyped-call]
        name = "sha256_ecdsa" if self._key.is_elliptic else "sha256_rsa"
        super().__init__(
            signing_cert=credentials.certificate,
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": name}),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._key.sign(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class PyhankoSealer:
    """Implements `Sealer` with any key.

    With a `timestamper` the seal is PAdES B-T; with `evidence` too, B-LT, the evidence placed where PDF/A survives it.
    """

    credentials: SealCredentials
    reason: str
    location: str
    name: str
    timestamper: TimeStamper | None = None
    evidence: EvidenceSource | None = None

    def seal(self, pdf: bytes, *, at: datetime) -> bytes:
        """Return the sealed file. Raises a `SealingIsNotPossible`, also what key and time stamper raise."""
        self.credentials.check_moment(at)
        try:
            return self._sealed(pdf, at)
        except SignerOfTimeStampsIsNew:
            return self._sealed(pdf, at)

    def _sealed(self, pdf: bytes, at: datetime) -> bytes:
        ended = pdf if pdf.endswith(b"\n") else pdf + b"\n"  # PDF/A wants the revision to start on a new line
        try:
            writer = IncrementalPdfFileWriter(io.BytesIO(ended))
            writer._update_meta = lambda: None  # type: ignore[method-assign]  # noqa: SLF001 - its metadata breaks PDF/A
            pdf_signer = _DatedPdfSigner(
                self._metadata(at),
                signer=KeySigner(self.credentials),
                timestamper=self.timestamper,
                new_field_spec=_field_spec(),
                at=at,
            )
            reserved = _HEX_DIGITS_RESERVED_WITH_TIME_STAMP if self.timestamper else _HEX_DIGITS_RESERVED
            sealed: io.BytesIO = pdf_signer.sign_pdf(writer, bytes_reserved=reserved)
        except (PathBuildingError, PathValidationError, SigningError, PdfError) as error:
            raise _obstacle(error) from error
        return sealed.getvalue()

    def _metadata(self, at: datetime) -> signers.PdfSignatureMetadata:
        long_term: dict[str, Any] = {}
        if self.evidence is not None:
            placement = SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            long_term = {
                "validation_context": self.evidence.at(at),
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


def _obstacle(error: Exception) -> SealingIsNotPossible:
    """What pyHanko says of the certificates it says of the signature too, naming the former as cause."""
    reason = error.__cause__ if isinstance(error, SigningError) and error.__cause__ else error
    if isinstance(reason, RevokedError):
        return SealIsRevoked()
    if isinstance(reason, (PathBuildingError, PathValidationError)):
        return SealEvidenceIsMissing()
    return FileCannotBeSealed(type(reason).__name__)


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
