"""What the database knows is read when somebody asks, at a price that stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.metrics import collecting
from shop.metrics.collecting import LATEST, ShopCollector
from shop.outbox.models import Delivery, State
from shop.outbox.services.ticking import tick
from shop.payments.ledger import Kind
from shop.payments.models import PaymentEvent
from shop.payments.services import record_facts
from tests.conftest import FrozenClock
from tests.orders.builders import an_order
from tests.outbox.builders import a_delivery, happened
from tests.payments.builders import a_fact, a_payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_queues")]


def told() -> dict[str, float]:
    """All figures, by name and labels."""
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in ShopCollector().collect()
        for sample in family.samples
    }


def test_a_quiet_shop_has_all_its_figures(frozen_clock: FrozenClock) -> None:
    found = told()

    assert found["shop_database_up"] == found["shop_broker_up"] == found["shop_invariants_hold"] == 1
    assert found["shop_queue_messages mail"] == 0
    assert {value for name, value in found.items() if name.endswith("_oldest_seconds")} == {0}


def test_what_waits_has_an_age(frozen_clock: FrozenClock) -> None:
    happened("late")
    a_delivery("mail.order-placed", happened("mailed"))
    # {% if reached("scaling.alarms") %}
    a_delivery("edge.purge", happened("changed"))
    # {% endif %}
    tick(due={"often": clock.now()})
    frozen_clock.move(timedelta(seconds=90))

    found = told()

    assert found["shop_outbox_unsent_oldest_seconds"] == 90
    assert found["shop_outbox_overdue_oldest_seconds"] == 90
    assert found["shop_order_mail_oldest_seconds"] == 90
    assert found["shop_beat_silent_seconds"] == 90
    # {% if reached("scaling.alarms") %}
    assert found["shop_purges_oldest_seconds"] == 90
    # {% endif %}


def test_orders_are_counted_by_the_numbers_they_took() -> None:
    for _ in range(3):
        an_order(MUG=1)

    assert [value for name, value in told().items() if name.startswith("shop_orders_placed_total ")] == [3]


def test_payments_are_those_of_an_hour_and_of_the_latest(
    frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = a_payment()
    record_facts(payment=payment, facts=[a_fact(reference="ch_0")])
    frozen_clock.move(timedelta(hours=1, seconds=1))
    record_facts(payment=payment, facts=[a_fact(reference="ch_1"), a_fact(Kind.DECLINED, reference="ch_2")])

    assert told()["shop_payment_events stripe captured"] == 1
    assert told()["shop_payment_events stripe declined"] == 1
    assert PaymentEvent.objects.count() < LATEST
    monkeypatch.setattr(collecting, "LATEST", 1)
    assert "shop_payment_events stripe captured" not in told()


def test_what_was_given_up_is_told() -> None:
    dead = a_delivery()
    Delivery.objects.filter(pk=dead.pk).update(state=State.DEAD, due_at=None, ended_at=clock.now())

    assert told()["shop_outbox_dead"] == 1


@pytest.mark.parametrize("count", [1, 4])
def test_it_costs_the_same_however_much_there_is(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        an_order(MUG=1)
        a_delivery(event=happened(f"{number}"))

    # {% if reached("scaling.alarms") %}
    with django_assert_num_queries(16):
    # {% else %}
    with django_assert_num_queries(15):
    # {% endif %}
        told()


def test_without_a_broker_the_rest_is_told(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    found = told()

    assert found["shop_broker_up"] == 0
    assert "shop_queue_messages mail" not in found
    assert found["shop_outbox_dead"] == 0


def test_without_a_database_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr(collecting, "figures", gone)
    monkeypatch.setattr(connection, "close", lambda: None)

    assert told() == {"shop_database_up": 0}
