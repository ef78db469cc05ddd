"""What has happened and that it is told are one transaction, of one question and one write."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from shop.webhooks.models import Announcement, Delivery
from shop.webhooks.services.announcing import announce
from tests.conftest import FrozenClock
from tests.webhooks.outgoing.builders import TOPIC, an_endpoint
from tests.webhooks.outgoing.saying import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("topic")]


def test_everybody_who_wants_to_hear_it_will(frozen_clock: FrozenClock) -> None:
    listening = [an_endpoint(), an_endpoint(topics=["other", TOPIC])]
    an_endpoint(topics=["other"])
    an_endpoint(is_active=False)

    assert say(order="ord_1") is True

    said = Announcement.objects.get()
    assert said.body == '{"type":"drill.done","timestamp":"2026-03-01T12:00:00Z","data":{"order":"ord_1"}}'
    assert said.public_id.startswith("msg_")
    deliveries = Delivery.objects.order_by("endpoint_id")
    assert [one.endpoint for one in deliveries] == listening
    assert {(one.state, one.due_at, one.attempts) for one in deliveries} == {
        ("waiting", frozen_clock.moment, 0)
    }


@pytest.mark.parametrize(("endpoints", "cost"), [(0, 1), (1, 2), (30, 2)])
def test_it_costs_a_question_and_if_somebody_listens_one_write(
    endpoints: int, cost: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(endpoints):
        an_endpoint()

    with django_assert_num_queries(cost):
        announce(topic=TOPIC, data={})

    assert (Announcement.objects.count(), Delivery.objects.count()) == (min(endpoints, 1), endpoints)


def test_what_did_not_happen_is_not_told() -> None:
    an_endpoint()

    def said_and_undone() -> None:
        say()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        said_and_undone()

    assert not Announcement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_told() -> None:
    with pytest.raises(RuntimeError, match="one transaction"):
        announce(topic=TOPIC, data={})


def test_a_topic_that_nobody_registered_is_a_mistake() -> None:
    with pytest.raises(LookupError, match=r"drill\.undone"):
        announce(topic="drill.undone", data={})


def test_what_has_no_form_in_json_is_a_mistake_and_writes_nothing() -> None:
    an_endpoint()
    thing: Any = object()

    with pytest.raises(TypeError):
        announce(topic=TOPIC, data={"a": thing})

    assert not Announcement.objects.exists()


def test_an_announcement_goes_to_an_endpoint_once() -> None:
    an_endpoint()
    say()
    one = Delivery.objects.get()

    with pytest.raises(IntegrityError, match="delivery_once"), transaction.atomic():
        Delivery.objects.create(announcement=one.announcement, endpoint=one.endpoint)
    assert json.loads(one.announcement.body)["type"] == TOPIC


def test_the_next_delivery_is_found_by_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Delivery.objects.filter(state="waiting").order_by("due_at", "id")[:1].explain()

    assert "delivery_due" in plan
