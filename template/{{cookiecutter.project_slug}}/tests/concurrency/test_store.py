"""The store under the drill: nothing is sold twice; and without its guards, it would be."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from shop.core.integrity import constraint_of
from shop.inventory.services import counts, reserving
from tests.concurrency.drill import WORKERS, Plan, drill
from tests.concurrency.store import Store
from tests.concurrency.strategies.base import Lines, execute

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = Plan(attempts=160, stock=dict.fromkeys(range(1, 6), 20))
HOT = Plan(attempts=96, stock={1: 50})
# One cart each, of twelve units at most: all are there for anybody, and never for everybody.
ONE_CART = Plan(attempts=WORKERS, stock={1: 12}, back=0)
GUARD = """    AND item.on_hand + item.backorder_limit - item.held - item.allocated
        >= (%(held)s + %(allocated)s) * asked.units
"""


class Netted(Store):
    """The store, with everybody counted whom only the constraint kept out."""

    caught = 0

    def take(self, lines: Lines) -> bool:
        """Take, and be stopped by the database."""
        try:
            return super().take(lines)
        except IntegrityError as error:
            if constraint_of(error) != "stock_never_oversold":
                raise
            self.caught += 1
            return False


@pytest.fixture
def all_look_before_any_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold everybody between the look and the write until the last one has looked."""
    look, meeting = reserving.refuse_short, Barrier(WORKERS)

    def look_and_wait(short: Any) -> None:
        look(short)
        meeting.wait(timeout=30)

    monkeypatch.setattr(reserving, "refuse_short", look_and_wait)


@pytest.fixture
def without_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the statement that writes no longer look."""
    assert GUARD in counts.SHIFT
    monkeypatch.setattr(counts, "SHIFT", counts.SHIFT.replace(GUARD, ""))


@pytest.fixture
def without_the_constraint() -> Iterator[None]:
    """Let the database no longer mind."""
    name = "stock_never_oversold"
    ((rule,),) = execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name])
    execute(f"ALTER TABLE inventory_stockitem DROP CONSTRAINT {name}")
    yield
    execute("TRUNCATE inventory_stockitem CASCADE")
    execute(f"ALTER TABLE inventory_stockitem ADD CONSTRAINT {name} {rule}")
    assert name in connection.introspection.get_constraints(connection.cursor(), "inventory_stockitem")


@pytest.mark.parametrize("plan", [PLAN, HOT], ids=["many-things", "one-thing"])
def test_nothing_is_sold_twice_and_every_promise_is_written(plan: Plan, people: ThreadPoolExecutor) -> None:
    outcome = drill(Store(), plan, people)

    assert (outcome.oversold, outcome.drifted, outcome.rings) == (0, 0, 0)
    assert outcome.refused > 0
    said = StringIO()
    call_command("check_invariants", "stock-ledger", "stock-promises", stdout=said)
    assert said.getvalue().count("holds.") == 2


@pytest.mark.usefixtures("all_look_before_any_writes", "without_the_guard")
def test_without_the_guard_the_constraint_keeps_people_out(people: ThreadPoolExecutor) -> None:
    store = Netted()

    outcome = drill(store, ONE_CART, people)

    assert (outcome.oversold, outcome.drifted) == (0, 0)
    assert store.caught > 0


@pytest.mark.usefixtures("all_look_before_any_writes", "without_the_guard", "without_the_constraint")
def test_without_both_more_is_sold_than_there_was(people: ThreadPoolExecutor) -> None:
    outcome = drill(Store(), ONE_CART, people)

    assert outcome.oversold > 0
