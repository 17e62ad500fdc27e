"""What a long-term seal (PAdES B-LT) carries: that the certificates above it were valid when it was put."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

from dimos.documents.sealing.credentials import Certificates

_SECONDS: Final = 5
_CLOCKS_APART: Final = timedelta(minutes=5)  # an OCSP answer is younger than the request that it serves


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSource:
    """Asks the OCSP and CRL addresses in the certificates of the seal and of the time stamp."""

    roots: Certificates
    others: Certificates

    def at(self, moment: datetime) -> ValidationContext:
        """Return what pyHanko gathers evidence with. A certificate that names an address must be shown to be valid."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.others),
            moment=moment,
            allow_fetching=True,
            revocation_mode="hard-fail",
            time_tolerance=_CLOCKS_APART,
            fetcher_backend=RequestsFetcherBackend(per_request_timeout=_SECONDS),
        )
