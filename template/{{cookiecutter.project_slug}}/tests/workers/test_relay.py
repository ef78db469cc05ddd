"""The relay as people start it: it hands over what there is, and ends when it is told to."""

import signal
from io import StringIO

import pytest
from celery import Celery
from django.core.management import call_command
from django.db import connection
from kombu.exceptions import OperationalError

from local.valkey import Valkey
from shop.outbox import sending
from shop.outbox.management.commands import relay
from shop.outbox.models import Delivery, Event
from tests.outbox.builders import a_delivery, happened
from tests.workers.crew import started, until_says
from tests.workers.desk import PATIENCE


@pytest.mark.django_db
def test_what_is_due_lies_in_its_queue(sender: Celery, valkey: Valkey) -> None:
    a_delivery("errand.one", happened("1"))
    a_delivery("mail.one", happened("2"))
    said = StringIO()

    call_command("relay", "--once", stdout=said)
    call_command("relay", "--once", stdout=said)

    assert said.getvalue() == "Handed over 2 deliveries.\nHanded over 0 deliveries.\n"
    with valkey.client() as client:
        assert [client.llen(queue) for queue in ("default", "mail", "slow")] == [1, 1, 0]


@pytest.mark.django_db
def test_it_waits_for_a_broker_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(consumer: str, delivery: int) -> None:
        raise OperationalError

    a_delivery()
    monkeypatch.setattr(sending, "send", away)
    monkeypatch.setattr(connection, "close", lambda: None)  # it is the test's own

    assert relay.look(0.5) == relay.AWAY


@pytest.mark.django_db
def test_it_does_not_wait_while_there_is_something_to_do(sender: Celery) -> None:
    happened()

    assert [relay.look(0.5) for _ in range(2)] == [0, 0.5]


@pytest.mark.django_db(transaction=True)
def test_it_ends_when_it_is_told_to(broker: str) -> None:
    happened()

    with started("manage", "relay", variables={"BROKER_URL": broker}) as process:
        until_says(process, "The relay runs.")
        process.send_signal(signal.SIGTERM)

        assert process.wait(PATIENCE) == 0
    assert Event.objects.get().spread_at or not Delivery.objects.exists()
