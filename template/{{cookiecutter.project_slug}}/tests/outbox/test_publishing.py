"""An event shares the fate of what it tells of."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from shop.orders.services.numbers import next_number
from shop.outbox.models import Event
from shop.outbox.services.publishing import publish
from tests.outbox.builders import happened

pytestmark = pytest.mark.django_db


def test_what_happened_is_written_with_it() -> None:
    with transaction.atomic():
        number = next_number(series="2026")
        publish(topic="thing.happened", key=str(number), payload={"number": number})

    event = Event.objects.get()
    assert (event.topic, event.key, event.payload, event.spread_at) == (
        "thing.happened",
        "1",
        {"number": 1},
        None,
    )


def test_what_did_not_happen_is_not_told() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        publish(topic="thing.happened", key="1", payload={})
        raise ZeroDivisionError

    assert not Event.objects.exists()


def test_to_publish_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with transaction.atomic(), django_assert_num_queries(1):
        publish(topic="thing.happened", key="1", payload={})


def test_the_same_happens_once() -> None:
    happened("1")

    with pytest.raises(IntegrityError, match="outbox_event_once"):
        happened("1")


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_published() -> None:
    with pytest.raises(RuntimeError, match="in one transaction with what happens"):
        publish(topic="thing.happened", key="1", payload={})


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_commit_is_lost_with_whatever_goes_wrong_after_it() -> None:
    told: list[str] = []

    def cache_is_away() -> None:
        raise ConnectionError

    with suppress(ConnectionError), transaction.atomic():
        happened("1")
        transaction.on_commit(cache_is_away)
        transaction.on_commit(lambda: told.append("1"))

    # The transaction is committed. One list of what to tell has lost it, the other has not.
    assert told == []
    assert list(Event.objects.values_list("key", flat=True)) == ["1"]
