"""Which municipality answers at a host."""

import time
from dataclasses import dataclass, field

from django.conf import settings

from dimos.municipalities.models import HostName, Municipality
from dimos.municipalities.scope import current_municipality_id

FRESH_SECONDS = 30.0


class UnknownHost(LookupError):
    """No municipality answers at this address."""


@dataclass
class _Directory:
    """All hosts of the installation, read again when it is old: 332 rows, one query, kept by each process."""

    by_host: dict[str, Municipality] = field(default_factory=dict)
    by_id: dict[int, Municipality] = field(default_factory=dict)
    read_at: float = -FRESH_SECONDS

    def find(self, host: str) -> Municipality:
        self.refresh()
        try:
            return self.by_host[host]
        except KeyError:
            raise UnknownHost(UnknownHost.__doc__) from None

    def refresh(self) -> None:
        now = time.monotonic()
        if now - self.read_at > FRESH_SECONDS:
            self.read(now)

    def read(self, now: float) -> None:
        municipalities = {row.id: row for row in Municipality.objects.select_related("regional_unit__region")}
        by_host = {row.host: row for row in municipalities.values()}
        by_host |= {name.host.lower(): municipalities[name.municipality_id] for name in HostName.objects.all()}
        self.by_host, self.by_id, self.read_at = by_host, municipalities, now


_directory = _Directory()


def municipality_for_host(*, host: str) -> Municipality | None:
    """The municipality at this host, None at the national host; raises UnknownHost.

    `host` may carry a port. The answer may be up to 30 seconds old.
    """
    name = host.rsplit(":", 1)[0].rstrip(".").lower()
    if name in {settings.DIMOS_BASE_HOST, f"www.{settings.DIMOS_BASE_HOST}", "127.0.0.1"}:
        return None
    return _directory.find(name)


def municipality_here() -> Municipality:
    """The municipality whose scope is open, for reading; may be up to 30 seconds old. Raises ScopeIsNotOpen."""
    _directory.refresh()
    return _directory.by_id[current_municipality_id()]


def forget_hosts() -> None:
    """Read the directory of hosts again at the next request of this process."""
    _directory.read_at = -FRESH_SECONDS
