"""Redis or PostgreSQL is killed while people buy. Who was told of an order has it, and has paid once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from shop.checkout.services import paying
from shop.core import remembering
from shop.core.remembering import Absence
from tests.checkout.api.buyers import Outcome, TwoDeaths, drill
from tests.checkout.api.tills import GuardedBank, KeysInRedis, Shop
from tests.checkout.bank import open_bank
from tests.concurrency.servers import MortalPostgres, MortalValkey, migrated, there
from tests.concurrency.shoppers import Plan

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = Plan(shoppers=6, changes=30, deaths=2)
Server = tuple[MortalPostgres, str]
MORE_THAN_ONE = re.compile(r": ([2-9]|\d\d+) charges$")  # twice, or once more for each death


@pytest.fixture
def bank() -> Iterator[GuardedBank]:
    """A bank with a door."""
    with open_bank(GuardedBank()) as bank:
        yield bank


@pytest.fixture
def valkey(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MortalValkey]:
    """The shop's cache, for this test alone."""
    server = MortalValkey(tmp_path / "valkey")
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": server.start()}}
    monkeypatch.setattr(remembering, "absence", Absence())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    """A database of this module's own, with all tables."""
    with django_db_blocker.unblock():
        found, url = migrated(tmp_path_factory.mktemp("postgres"))
    yield found, url
    found.stop()


@pytest.fixture
def emptied(server: Server) -> Server:
    """The same, with nobody's orders in it."""
    found, url = server
    found.prepare(waits=True)
    there(url, lambda: call_command("flush", interactive=False, verbosity=0))
    return server


def bought(server: Server, shop: Shop, *, waits: bool) -> Outcome:
    """The drill, in a shop that says "done" when it is written, or before."""
    found, url = server
    found.prepare(waits=waits)
    return there(url, lambda: drill(PLAN, shop, TwoDeaths(found)))


def invariants() -> str:
    """What the sweeper says of the database to which this thread is led."""
    said = StringIO()
    call_command("check_invariants", stdout=said)
    return said.getvalue()


def test_with_redis_killed_everybody_buys_on(valkey: MortalValkey, bank: GuardedBank) -> None:
    shop = Shop(bank)

    outcome = drill(PLAN, shop, valkey)

    assert outcome.wrong == []
    assert (outcome.deaths, outcome.done >= PLAN.changes) == (PLAN.deaths, True)
    assert shop.refusals == {}
    assert "drifted" not in invariants()


def test_who_remembers_in_redis_what_was_paid_is_paid_twice(valkey: MortalValkey, bank: GuardedBank) -> None:
    shop = KeysInRedis(bank, valkey.start())

    with shop.redis:
        outcome = drill(PLAN, shop, valkey)

    assert any(MORE_THAN_ONE.search(wrong) for wrong in outcome.wrong)


def test_with_postgres_killed_no_order_is_lost_and_nobody_pays_twice(
    emptied: Server, bank: GuardedBank
) -> None:
    shop = there(emptied[1], lambda: Shop(bank))

    outcome = bought(emptied, shop, waits=True)

    assert outcome.wrong == []
    assert (outcome.deaths, outcome.done >= PLAN.changes) == (PLAN.deaths, True)
    assert shop.refusals.keys() <= {"unavailable", "key-in-flight"}
    assert shop.refusals["unavailable"] >= PLAN.deaths
    assert "drifted" not in there(emptied[1], invariants)


def test_who_says_done_before_it_is_written_loses_orders(emptied: Server, bank: GuardedBank) -> None:
    shop = there(emptied[1], lambda: Shop(bank))

    outcome = bought(emptied, shop, waits=False)

    assert any(": told of ord_" in wrong for wrong in outcome.wrong)


def test_who_asks_the_bank_with_another_key_each_time_is_paid_twice(
    emptied: Server, bank: GuardedBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, keyed = count(1), paying.request_of
    monkeypatch.setattr(
        paying, "request_of", lambda row: replace(keyed(row), key=f"{row.public_id}-{next(number)}")
    )
    shop = there(emptied[1], lambda: Shop(bank))

    outcome = bought(emptied, shop, waits=True)

    assert any(MORE_THAN_ONE.search(wrong) for wrong in outcome.wrong)
