"""Take from a visitor's allowance: a token bucket in one atomic statement."""

import math
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from dimos.identity.models import Allowance

_TAKE = """
INSERT INTO identity_allowance AS a (key, tokens, at)
VALUES (%(key)s, %(burst)s::float8 - %(cost)s::float8, %(at)s)
ON CONFLICT (key) DO UPDATE SET
    tokens = least(%(burst)s, a.tokens + greatest(0, extract(epoch FROM %(at)s - a.at)) * %(per_second)s) - %(cost)s,
    at = greatest(a.at, %(at)s)
WHERE least(%(burst)s, a.tokens + greatest(0, extract(epoch FROM %(at)s - a.at)) * %(per_second)s) >= %(cost)s
RETURNING tokens
"""


class TooManyRequests(Exception):
    """This visitor asked for too much in too short a time."""

    def __init__(self, *, retry_after: timedelta) -> None:
        super().__init__(self.__doc__)
        self.retry_after = retry_after


def limit(*, key: str, at: datetime, per_minute: float, cost: float = 1.0, burst: float | None = None) -> None:
    """Take `cost` from the allowance of `key`, which refills by `per_minute` up to `burst` (None: one minute's worth).

    Raises TooManyRequests, which says when to come back; the identity middleware answers it with a page.
    `key` says what is limited and for whom: `verify:203.0.113.7`. It is kept as a keyed digest only.
    The taking belongs to the caller's transaction: answer rather than raise (Http404) afterwards, or it is given back.
    The key's row stays locked until the commit, so limit one key in a request, and late.
    """
    full = per_minute if burst is None else burst
    if cost > full:
        raise TooManyRequests(retry_after=timedelta(hours=1))
    digest = salted_hmac("dimos.identity.limit", key, algorithm="sha256").hexdigest()
    values: dict[str, str | float | datetime] = {
        "key": digest,
        "burst": full,
        "cost": cost,
        "per_second": per_minute / 60.0,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        taken = cursor.fetchone() is not None
    if not taken:
        raise TooManyRequests(retry_after=_wait(digest, cost=cost, per_second=per_minute / 60.0, at=at))


def forget_allowances(*, before: datetime) -> int:
    """Delete the allowances nobody has touched since; they are full again. Returns how many went."""
    gone, _ = Allowance.objects.filter(at__lt=before).delete()
    return gone


def _wait(digest: str, *, cost: float, per_second: float, at: datetime) -> timedelta:
    row = Allowance.objects.filter(key=digest).values_list("tokens", "at").first()
    tokens, since = row or (0.0, at)
    missing = cost - tokens - max(0.0, (at - since).total_seconds()) * per_second
    return timedelta(seconds=max(1, math.ceil(missing / per_second)))
