"""A backfill is whole in the end, wherever it was killed, and each row was filled once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from itertools import count
from threading import Event
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q

from shop.orders.models import NumberCounter
from shop.schema import backfilling
from shop.schema.backfilling import Filling, backfill
from shop.schema.errors import SchemaError
from shop.schema.models import Backfill
from shop.schema.pressure import pressure, too_much
from tests.crashes.deaths import dies, watched
from tests.rivals import hang_up
from tests.schema.conftest import Session, connected, until

number = count(1)
pytestmark = pytest.mark.django_db(transaction=True)


def fill(counter: NumberCounter) -> None:
    """Fill a row, so that a second time would be seen."""
    counter.last += 7


# Counters serve as rows here: one that has counted nothing lacks something.
FILLING = Filling("tests.counters", NumberCounter, Q(last=0), ("last",), fill)


@pytest.fixture(autouse=True)
def without_rest(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not rest between batches; and know of this filling alone."""
    settings.BACKFILL_REST = settings.BACKFILL_PAUSE = timedelta(milliseconds=1)
    monkeypatch.setattr(backfilling, "_fillings", {FILLING.name: FILLING})
    monkeypatch.setattr(backfilling, "autodiscover_modules", lambda name: None)


def rows(many: int) -> None:
    """So many rows that lack something."""
    NumberCounter.objects.bulk_create(NumberCounter(series=f"row {next(number)}") for _ in range(many))


def filled(size: int = 3, stop: Event | None = None) -> bool:
    """Fill them."""
    return backfill(FILLING, stop=stop or Event(), tell=print, size=size)


def state() -> tuple[set[int], int]:
    """What stands in the rows, and how many were filled by the row of progress."""
    return set(NumberCounter.objects.values_list("last", flat=True)), Backfill.objects.get().filled


def test_all_rows_are_filled_in_batches() -> None:
    rows(10)

    assert filled()

    assert state() == ({7}, 10)


def test_wherever_it_is_killed_each_row_is_filled_once() -> None:
    rows(7)
    places = watched(filled)
    Backfill.objects.all().delete()

    for at in range(len(places)):
        NumberCounter.objects.all().delete()
        Backfill.objects.all().delete()
        rows(7)
        dies(filled, at)
        filled()
        assert state() == ({7}, 7), places[at]

    assert sum("UPDATE" in place for place in places) > 6


def test_who_noted_progress_apart_from_the_work_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    rows(7)
    monkeypatch.setattr(backfilling, "batch", backfilling.batch.__wrapped__)  # type: ignore[attr-defined]
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda rows, **_: rows.all())
    places = watched(filled)
    written = next(i for i, place in enumerate(places) if place.startswith('after UPDATE "orders_num'))
    at = next(i for i, place in enumerate(places[written:], written) if 'UPDATE "schema_b' in place)
    NumberCounter.objects.update(last=0)
    Backfill.objects.all().delete()

    dies(filled, at)
    filled()

    assert state()[1] < 7


def test_what_old_code_writes_behind_it_is_filled_too() -> None:
    rows(4)
    filled()
    NumberCounter.objects.filter(pk=NumberCounter.objects.order_by("pk")[0].pk).update(last=0)

    assert filled()

    assert state() == ({7}, 5)


def test_asked_to_stop_it_ends_after_its_batch_and_goes_on_there(monkeypatch: pytest.MonkeyPatch) -> None:
    rows(9)
    stop = Event()

    def ask_to_stop() -> str:
        stop.set()
        return ""

    monkeypatch.setattr(backfilling, "pressure", ask_to_stop)
    first = filled(stop=stop)
    between = Backfill.objects.get().filled
    monkeypatch.setattr(backfilling, "pressure", lambda: "")
    second = filled()

    assert (first, between, second) == (False, 3, True)
    assert state() == ({7}, 9)


def test_while_others_wait_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    rows(6)
    reasons: Iterator[str] = iter(["a replica is 7 s behind", "a replica is 7 s behind", "", ""])
    monkeypatch.setattr(backfilling, "pressure", lambda: next(reasons, ""))
    said: list[str] = []

    backfill(FILLING, stop=Event(), tell=said.append, size=3)

    assert said == ["Pausing: a replica is 7 s behind."]
    assert state() == ({7}, 6)


def test_sessions_that_wait_for_a_lock_are_seen(other: Session, settings: Any) -> None:
    settings.BACKFILL_WAITING = 0
    assert pressure() == ""
    other.execute("LOCK TABLE orders_numbercounter")

    def wait() -> None:
        try:
            NumberCounter.objects.count()
        finally:
            hang_up()

    with ThreadPoolExecutor(1) as people:
        waiting = people.submit(wait)
        with connected(autocommit=True) as watcher:
            until(watcher, "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        assert pressure() == "1 sessions wait for a lock"
        other.rollback()
        waiting.result()


@pytest.mark.parametrize(("lag", "says"), [(5, ""), (6, "a replica is 6 s behind")])
def test_a_replica_may_lag_a_little(lag: int, says: str) -> None:
    assert too_much(timedelta(seconds=lag), 0) == says


def test_of_two_at_once_one_does_it(other: Session) -> None:
    rows(1)
    other.execute("SELECT pg_advisory_lock(hashtextextended('backfill tests.counters', 0))")

    with pytest.raises(SchemaError, match="another process that does it"):
        filled()


def test_the_command_says_how_far_it_is() -> None:
    rows(5)
    said = StringIO()

    with pytest.raises(CommandError, match="Not all are done"):
        call_command("backfill", stdout=said)
    call_command("backfill", "tests.counters", "--size=2", stdout=said)
    call_command("backfill", stdout=said)

    assert said.getvalue().splitlines() == [
        "tests.counters: 0 filled, 5 left.",
        "tests.counters: 5 filled, 0 left.",
        "tests.counters: 5 filled, 0 left.",
    ]
    assert connection.in_atomic_block is False


def test_what_nobody_knows_is_refused() -> None:
    with pytest.raises(CommandError, match=r"Do: choose of tests\.counters"):
        call_command("backfill", "tests.counter")
