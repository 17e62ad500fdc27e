"""What time it is. Only faces, tasks and commands ask; everything below them is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ATHENS = ZoneInfo("Europe/Athens")

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


class MomentHasNoZone(ValueError):
    """A moment without a time zone could mean several instants."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in Greece."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on a Greek clock. Raises MomentHasNoZone for a naive one."""
    return _aware(moment).astimezone(ATHENS)


@contextmanager
def standing_still(*, at: datetime) -> Iterator[datetime]:
    """Hold the clock at one moment: for tests, and for replaying the examples of a service definition."""
    token = _stopped_at.set(_aware(at).astimezone(UTC))
    try:
        yield now()
    finally:
        _stopped_at.reset(token)


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise MomentHasNoZone
    return moment
