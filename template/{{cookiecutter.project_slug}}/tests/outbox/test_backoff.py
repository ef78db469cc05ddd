"""How long to wait: twice as long after each attempt, up to a limit, and all of it by lot."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.outbox import backoff
from shop.outbox.backoff import FIRST, LONGEST, longest_wait, wait

attempts = st.integers(1, 10**6)
waits = st.timedeltas(timedelta(milliseconds=1), timedelta(days=30))


@given(attempts, waits, waits)
def test_a_wait_is_between_nothing_and_the_longest(attempt: int, first: timedelta, more: timedelta) -> None:
    longest = first + more

    assert timedelta() <= wait(attempt, first=first, longest=longest) <= longest


@given(attempts, waits, waits)
def test_each_longest_wait_is_twice_the_one_before_or_the_limit(
    attempt: int, first: timedelta, more: timedelta
) -> None:
    longest = first + more
    before = longest_wait(attempt, first=first, longest=longest)

    assert longest_wait(1, first=first, longest=longest) == first
    assert longest_wait(attempt + 1, first=first, longest=longest) == min(longest, before * 2)


@given(attempts, st.floats(0, 1))
def test_the_whole_wait_is_drawn(attempt: int, lot: float) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backoff, "draw", lambda least, most: least + lot * (most - least))

        drawn = wait(attempt)

    assert abs(drawn - longest_wait(attempt) * lot) < timedelta(milliseconds=1)


def test_the_shops_own_waits() -> None:
    seconds = [longest_wait(attempt).total_seconds() for attempt in range(1, 13)]

    assert seconds == [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]
    assert (timedelta(seconds=4), timedelta(hours=1)) == (FIRST, LONGEST)
