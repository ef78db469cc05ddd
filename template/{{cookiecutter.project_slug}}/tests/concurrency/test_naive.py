"""The first version that everybody writes, and what it costs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.concurrency.drill import Outcome, Plan, drill
from tests.concurrency.strategies.naive import Naive

# Five things, and about three times as many wishes as there are things.
PLAN = Plan(attempts=320, stock=dict.fromkeys(range(1, 6), 40))


@pytest.fixture(scope="module")
def outcome(people: ThreadPoolExecutor) -> Iterator[Outcome]:
    """What came of it."""
    naive = Naive()
    yield drill(naive, PLAN, people)
    naive.remove()


def test_more_is_sold_than_there_was(outcome: Outcome) -> None:
    assert outcome.oversold > 0


def test_the_database_does_not_even_know(outcome: Outcome) -> None:
    assert all(held <= PLAN.stock[thing] for thing, held in outcome.held.items())
    assert outcome.drifted > 0
