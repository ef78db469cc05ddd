"""Who does not answer is left alone, asked once whether they are back, and heard again when they are."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shop.core.breaker import Breaker, Circuit, Limits

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LIMITS = Limits(failures=5, shortest=30 * SECOND, longest=timedelta(hours=1))


def failed(breaker: Breaker, times: int, at: datetime = NOON) -> Breaker:
    """A breaker after so many failures."""
    for _ in range(times):
        breaker = breaker.failed(at, LIMITS)
    return breaker


def test_a_few_failures_open_nothing() -> None:
    assert failed(Breaker(), LIMITS.failures - 1).circuit(NOON) == Circuit.CLOSED


def test_enough_in_a_row_open_it_for_a_while() -> None:
    opened = failed(Breaker(), LIMITS.failures)

    assert opened.circuit(NOON + LIMITS.shortest - SECOND) == Circuit.OPEN
    assert opened.circuit(NOON + LIMITS.shortest) == Circuit.HALF_OPEN


def test_one_good_answer_and_the_row_begins_anew() -> None:
    again = failed(failed(Breaker(), LIMITS.failures - 1).succeeded(), LIMITS.failures - 1)

    assert again.circuit(NOON) == Circuit.CLOSED


def test_while_one_tries_nobody_else_does() -> None:
    back = NOON + LIMITS.shortest
    probed = failed(Breaker(), LIMITS.failures).probed(back, 60 * SECOND)

    assert probed.circuit(back + 59 * SECOND) == Circuit.OPEN
    assert probed.circuit(back + 60 * SECOND) == Circuit.HALF_OPEN  # the one must have died


def test_a_probe_that_fails_opens_it_for_longer_and_one_that_succeeds_closes_it() -> None:
    back = NOON + LIMITS.shortest
    probed = failed(Breaker(), LIMITS.failures).probed(back, 60 * SECOND)

    assert probed.failed(back, LIMITS).until == back + 2 * LIMITS.shortest
    assert probed.succeeded() == Breaker()


def test_those_who_fail_together_open_it_once_and_one_who_was_slow_and_is_answered_closes_it() -> None:
    then = failed(Breaker(), LIMITS.failures - 1)
    opened = then.learnt(False, then, NOON, LIMITS)

    assert opened.learnt(False, then, NOON + SECOND, LIMITS) == opened
    assert opened.learnt(False, opened, NOON + SECOND, LIMITS).openings == 2  # that one had asked for all
    assert opened.learnt(True, then, NOON + SECOND, LIMITS) == Breaker()


def test_no_pause_is_longer_than_the_longest() -> None:
    assert failed(Breaker(), 10_000).until == NOON + LIMITS.longest


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 7200))))
def test_whatever_happens_it_asks_again_within_the_longest_pause_and_never_while_open(
    steps: list[tuple[bool, int]],
) -> None:
    breaker, now, row = Breaker(), NOON, 0

    for good, seconds in steps:
        now += seconds * SECOND
        if breaker.circuit(now) == Circuit.OPEN:
            assert breaker.until is not None
            assert breaker.until - now <= LIMITS.longest
            assert row >= LIMITS.failures
            continue
        if breaker.circuit(now) == Circuit.HALF_OPEN:
            breaker = breaker.probed(now, 60 * SECOND)
            assert breaker.circuit(now) == Circuit.OPEN
        row = 0 if good else row + 1
        breaker = breaker.succeeded() if good else breaker.failed(now, LIMITS)
        assert (breaker.circuit(now) == Circuit.CLOSED) is (row < LIMITS.failures)
