"""Numbers follow each other without a gap, however many count at once and whoever gives up."""

from contextlib import suppress
from datetime import UTC, datetime
from threading import Barrier, Lock, Thread

import pytest
from django.db import connection, transaction

from shop.orders.models import NumberCounter
from shop.orders.services.numbers import next_number, series_of
from tests.rivals import Rival

PEOPLE = 8


class GaveUp(Exception):
    """Somebody had a number and no order."""


def test_a_series_begins_at_one_and_counts_on(db: None) -> None:
    assert [next_number(series="2026") for _ in range(3)] == [1, 2, 3]
    assert next_number(series="2027") == 1
    assert next_number(series="2026") == 4


def test_a_year_has_a_series() -> None:
    assert series_of(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)) == "2026"


def test_counting_costs_one_statement(db: None, django_assert_num_queries: object) -> None:
    for _ in range(2):
        with django_assert_num_queries(1):  # type: ignore[operator]
            next_number(series="2026")


@pytest.mark.django_db(transaction=True)
def test_a_number_is_not_taken_for_nothing() -> None:
    with pytest.raises(RuntimeError, match="in one transaction"):
        next_number(series="2026")

    assert not NumberCounter.objects.exists()


def give_up(take: object) -> None:
    """Take a number, and let the transaction fail."""
    with suppress(GaveUp), transaction.atomic():
        take()  # type: ignore[operator]
        raise GaveUp


@pytest.mark.django_db(transaction=True)
def test_who_gives_up_leaves_no_gap() -> None:
    with transaction.atomic():
        assert next_number(series="2026") == 1
    give_up(lambda: next_number(series="2026"))
    with transaction.atomic():
        assert next_number(series="2026") == 2


@pytest.mark.django_db(transaction=True)
def test_a_sequence_of_the_database_leaves_one() -> None:
    """The control: this is why numbers are not taken where primary keys come from."""

    def take() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('control_numbers')")
            return int(cursor.fetchone()[0])

    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE control_numbers")
    try:
        assert take() == 1
        give_up(take)
        assert take() == 3
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SEQUENCE control_numbers")


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_waits_for_what_the_first_decides() -> None:
    got: list[int] = []

    def count() -> None:
        with transaction.atomic():
            got.append(next_number(series="2026"))

    second = Rival(count)

    def first() -> int:
        number = next_number(series="2026")
        second.begin()
        assert got == []
        return number

    give_up(first)

    assert (second.end(), got) == ("done", [1])


@pytest.mark.django_db(transaction=True)
def test_many_at_once_of_whom_some_give_up_leave_no_gap() -> None:
    together, lock = Barrier(PEOPLE), Lock()
    kept: list[int] = []

    def keep(number: int) -> None:
        with lock:
            kept.append(number)

    def person(number: int) -> None:
        try:
            together.wait()
            for turn in range(5):
                with suppress(GaveUp), transaction.atomic():
                    mine = next_number(series="2026")
                    if (number + turn) % 3 == 0:
                        raise GaveUp
                    transaction.on_commit(lambda mine=mine: keep(mine))  # type: ignore[misc]
        finally:
            connection.close()

    people = [Thread(target=person, args=[number]) for number in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()

    assert len(kept) < PEOPLE * 5
    assert sorted(kept) == list(range(1, len(kept) + 1))
