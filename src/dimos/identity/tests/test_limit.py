"""The token bucket."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from dimos.identity.actions.limit import forget_allowances
from dimos.identity.middleware import IdentityMiddleware
from dimos.identity.models import Allowance
from dimos.identity.public import TooManyRequests, client_ip, client_network, limit
from dimos.identity.tasks import tidy_up
from dimos.identity.tests.browser import AT
from dimos.kernel.clock import standing_still

pytestmark = pytest.mark.django_db


def takes(*, seconds: float = 0, key: str = "k", **options: Any) -> bool:
    try:
        limit(key=key, at=AT + timedelta(seconds=seconds), **{"per_minute": 6, **options})
    except TooManyRequests:
        return False
    return True


def test_a_minute_s_worth_may_be_taken_at_once_and_no_more() -> None:
    assert [takes() for _ in range(8)] == [True] * 6 + [False] * 2


def test_the_allowance_refills_with_time_up_to_its_brim() -> None:
    assert all(takes() for _ in range(6))

    assert not takes(seconds=9)
    assert takes(seconds=10)
    assert [takes(seconds=3600) for _ in range(7)] == [True] * 6 + [False]


def test_costly_things_take_more() -> None:
    assert takes(cost=4)
    assert not takes(cost=4)
    assert takes(cost=2)


def test_what_costs_more_than_the_brim_is_never_given() -> None:
    assert not takes(cost=7)
    assert takes(cost=7, burst=7)


def test_one_visitor_does_not_use_up_another_s() -> None:
    assert all(takes(key="a") for _ in range(6))

    assert takes(key="b")


def test_the_refusal_says_when_to_come_back() -> None:
    for _ in range(6):
        takes()

    with pytest.raises(TooManyRequests) as refusal:
        limit(key="k", at=AT, per_minute=6)
    assert refusal.value.retry_after == timedelta(seconds=10)


def test_a_clock_that_runs_behind_gives_nothing_away() -> None:
    assert all(takes() for _ in range(6))

    assert not takes(seconds=-600)
    assert not takes(seconds=5)


def test_no_address_is_written_down() -> None:
    limit(key="verify:203.0.113.7", at=AT, per_minute=6)

    assert "203.0.113.7" not in str(Allowance.objects.values_list())


def test_old_allowances_are_forgotten() -> None:
    takes()
    takes(key="later", seconds=7200)

    assert forget_allowances(before=AT + timedelta(hours=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_take_more_than_there_is() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def take(_: int) -> bool:
        try:
            return takes()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(30)))

    assert taken.count(True) == 6


def test_the_page_says_to_wait() -> None:
    middleware = IdentityMiddleware(lambda request: HttpResponse())
    request = RequestFactory().get("/")

    answer = middleware.process_exception(request, TooManyRequests(retry_after=timedelta(seconds=10)))

    assert answer
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")
    assert middleware.process_exception(request, ValueError()) is None


def test_the_visitor_s_address_comes_from_trusted_proxies_only(settings: Any) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "6.6.6.6, 2001:db8::7"})

    settings.DIMOS_TRUSTED_PROXIES = 0
    assert client_ip(request) == "10.0.0.1"
    settings.DIMOS_TRUSTED_PROXIES = 1
    assert client_ip(request) == "2001:db8::7"
    assert client_network(request) == "2001:db8::"


def test_the_night_forgets_old_allowances_and_sessions() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=AT.replace(year=2020))
    takes()

    with standing_still(at=AT + timedelta(days=2)):
        tidy_up(timestamp=0)

    assert not Allowance.objects.exists()
    assert not Session.objects.exists()


def test_strangers_attempts_push_no_count_of_others_out() -> None:
    cache.set("a-count", [1.0], 300)
    for number in range(400):
        cache.set(f"another-{number}", [1.0], 300)

    assert cache.get("a-count") == [1.0]
