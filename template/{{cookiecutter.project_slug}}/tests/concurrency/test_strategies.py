"""Every way of the laboratory but the first one holds; and the drill can tell."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection, transaction

from tests.concurrency.drill import Plan, drill
from tests.concurrency.strategies.advisory import Advisory
from tests.concurrency.strategies.base import OnShelf
from tests.concurrency.strategies.guarded import Guarded
from tests.concurrency.strategies.in_redis import InRedis
from tests.concurrency.strategies.row_locks import RowLocks, RowLocksAsTheyCome
from tests.concurrency.strategies.versions import Versions

PLAN = Plan(attempts=240, stock=dict.fromkeys(range(1, 6), 30))
HOT = Plan(attempts=96, stock={1: 60})
Way = Callable[[], OnShelf]
WAYS: list[Way] = [RowLocks, Versions, Guarded, Advisory, InRedis]


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__)
def way(request: pytest.FixtureRequest, people: ThreadPoolExecutor) -> Iterator[OnShelf]:
    """One after the other; after each, nothing of it is left."""
    made: OnShelf = request.param()
    yield made
    made.remove()


@pytest.mark.parametrize("plan", [PLAN, HOT], ids=["many-things", "one-thing"])
def test_nothing_is_sold_twice_and_nothing_is_lost(
    way: OnShelf, plan: Plan, people: ThreadPoolExecutor
) -> None:
    outcome = drill(way, plan, people)

    assert (outcome.oversold, outcome.drifted, outcome.rings) == (0, 0, 0)
    assert outcome.taken + outcome.refused == plan.attempts
    assert outcome.refused > 0


def test_rows_that_are_locked_as_they_come_make_people_wait_in_a_ring(people: ThreadPoolExecutor) -> None:
    way = RowLocksAsTheyCome()
    way.fill({1: 9, 2: 9})
    both_hold_one = Barrier(2)

    def lock(first: int, second: int) -> str:
        try:
            with transaction.atomic():
                way.locked(first)
                both_hold_one.wait()
                way.locked(second)
        except OperationalError as error:
            return "deadlock" if "deadlock detected" in str(error) else "?"
        finally:
            connection.close()
        return "done"

    outcomes = list(people.map(lock, (1, 2), (2, 1)))
    way.remove()

    assert sorted(outcomes) == ["deadlock", "done"]
