"""PostgreSQL is killed while people shop. What they were told was done is there, and nothing by halves."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from shop.carts.services.keeping import changed, open_cart
from tests.concurrency.servers import MortalPostgres, migrated, there
from tests.concurrency.shoppers import TROUBLE, Outcome, Plan, Store, drill

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = Plan()
Server = tuple[MortalPostgres, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    """A database of this module's own, with all tables."""
    with django_db_blocker.unblock():
        found, url = migrated(tmp_path_factory.mktemp("postgres"))
    yield found, url
    found.stop()


def shopped(server: Server, *, waits: bool) -> Outcome:
    """The drill, in a shop that says "done" when it is written, or before."""
    found, url = server
    found.prepare(waits=True)
    store = there(url, Store)
    found.prepare(waits=waits)
    return there(url, lambda: drill(PLAN, store, found))


def invariants() -> str:
    """What the sweeper says of the database to which this thread is led."""
    said = StringIO()
    call_command("check_invariants", stdout=said)
    return said.getvalue()


def test_with_postgres_killed_what_was_done_is_there_and_nothing_is_half_there(server: Server) -> None:
    outcome = shopped(server, waits=True)

    assert outcome.wrong == []
    assert outcome.deaths == PLAN.deaths
    assert "drifted" not in there(server[1], invariants)


def test_who_says_done_before_it_is_written_loses_it(server: Server) -> None:
    outcome = shopped(server, waits=False)

    assert outcome.wrong != []
    assert all(found.version <= told.version for told, found in outcome.wrong)
    assert "drifted" not in there(server[1], invariants)


@pytest.mark.parametrize(
    ("together", "lines"), [(transaction.atomic, 0), (nullcontext, 1)], ids=["together", "apart"]
)
def test_a_death_between_two_statements_leaves_nothing_if_they_are_one_transaction(
    server: Server, together: Callable[[], AbstractContextManager[None]], lines: int
) -> None:
    found, url = server
    found.prepare(waits=True)
    store = there(url, Store)

    def dies_half_way() -> str:
        cart = open_cart()
        with suppress(*TROUBLE), together():
            cart.lines.create(variant_id=store.variants[store.things[0]])
            found.kill()
            changed(cart)
        return cart.token

    key = there(url, dies_half_way)
    found.start()

    kept = there(url, lambda: store.look(key))
    assert (kept.version, len(kept.lines)) == (1, lines)
