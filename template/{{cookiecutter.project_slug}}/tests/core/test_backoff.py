"""Later each time, never all at once, and never longer than agreed."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shop.core.backoff import Patience, delay

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
times = st.timedeltas(timedelta(milliseconds=1), timedelta(days=30))
tries = st.integers(0, 10**6)
chances = st.floats(0, 1, exclude_max=True)


@given(tries, times, times, chances)
def test_nobody_waits_less_than_nothing_or_longer_than_agreed(
    tried: int, base: timedelta, most: timedelta, chance: float
) -> None:
    assert timedelta(0) <= delay(tried, base=base, most=most, chance=chance) <= most


@given(tries, times, times, chances)
def test_with_the_same_luck_the_next_wait_is_no_shorter(
    tried: int, base: timedelta, most: timedelta, chance: float
) -> None:
    waits = [delay(n, base=base, most=most, chance=chance) for n in (tried, tried + 1)]

    assert waits == sorted(waits)


@given(st.integers(1, 20))
def test_below_the_limit_it_doubles(tried: int) -> None:
    one, next_one = (delay(n, base=SECOND, most=timedelta(days=30), chance=0.5) for n in (tried, tried + 1))

    assert next_one == 2 * one


@given(tries, times, times, chances, chances)
def test_luck_decides_evenly(tried: int, base: timedelta, most: timedelta, low: float, high: float) -> None:
    waits = [delay(tried, base=base, most=most, chance=chance) for chance in sorted([low, high])]

    assert waits == sorted(waits)
    assert delay(tried, base=base, most=most, chance=0) == timedelta(0)


def test_many_that_failed_together_come_back_apart() -> None:
    patience = Patience(base=SECOND, most=HOUR, tries=12)

    waits = [patience.pause(10) for _ in range(1000)]

    # 512 seconds, in tenths: without a lot, all thousand would stand in one of them.
    assert len({wait // (512 * SECOND / 10) for wait in waits}) == 10


def test_all_waits_together_are_what_somebody_can_be_told() -> None:
    assert Patience(base=SECOND, most=4 * SECOND, tries=5).longest == (1 + 2 + 4 + 4) * SECOND
