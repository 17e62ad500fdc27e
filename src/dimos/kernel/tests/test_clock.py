from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.kernel import clock


def test_now_is_an_aware_moment_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_a_day_begins_at_midnight_in_athens() -> None:
    with clock.standing_still(at=datetime(2026, 7, 14, 21, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 15)
    with clock.standing_still(at=datetime(2026, 1, 14, 21, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 1, 14)


def test_the_clock_goes_on_after_it_stood_still() -> None:
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    with clock.standing_still(at=moment) as stopped:
        assert stopped == clock.now() == moment
    assert clock.now() > moment


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(clock.MomentHasNoZone, match="without a time zone"):
        clock.local(naive)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_local_time_is_the_same_moment(moment: datetime) -> None:
    in_athens = clock.local(moment)
    assert in_athens.tzinfo is clock.ATHENS
    assert in_athens.astimezone(UTC) == moment.astimezone(UTC)
