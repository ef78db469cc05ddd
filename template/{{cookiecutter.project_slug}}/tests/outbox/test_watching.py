"""How the work stands, for people and for alarms."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.ticking import tick
from shop.outbox.watching import standing
from tests.conftest import FrozenClock
from tests.outbox.builders import a_delivery, happened

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def empty_queues(settings: Any) -> None:
    """Queues that nobody uses: a shop that runs beside these tests has its own."""
    settings.CELERY_BROKER_URL = urlsplit(settings.CELERY_BROKER_URL)._replace(path="/15").geturl()


@pytest.fixture(autouse=True)
def time(frozen_clock: FrozenClock) -> FrozenClock:
    """Noon. Beat is heard, and a relay has looked."""
    heard()
    return frozen_clock


def heard() -> None:
    """Have beat be heard now, and a relay look."""
    tick(due={"often": clock.now()})
    Event.objects.filter(topic="schedule.often").update(spread_at=clock.now())


def said(*words: str) -> tuple[str, str]:
    """What the command says, and of what it complains."""
    out = StringIO()
    try:
        call_command("tasks", *words, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_when_all_is_well_it_says_how_it_stands_and_nothing_else(time: FrozenClock) -> None:
    a_delivery()
    time.move(3 * MINUTE)

    assert said() == (
        "queue default            0\n"
        "queue mail               0\n"
        "queue slow               0\n"
        "oldest unsent event      none\n"
        "oldest overdue delivery  180 s ago\n"
        "deliveries waiting       1\n"
        "given up                 0\n"
        "last beat                180 s ago\n",
        "",
    )


def test_an_event_that_no_relay_takes_is_a_trouble(time: FrozenClock) -> None:
    happened()
    time.move(6 * MINUTE)
    heard()

    assert said()[1] == "An event waits since 12:00:00 UTC. Does a relay run?"
    assert said("--patience", "400")[1] == ""


def test_a_delivery_that_does_not_reach_the_broker_is_a_trouble(time: FrozenClock) -> None:
    a_delivery()
    time.move(6 * MINUTE)
    heard()

    assert said()[1] == "A delivery is due since 12:00:00 UTC. Does a relay reach the broker?"


def test_what_was_given_up_is_a_trouble() -> None:
    a_delivery()
    Delivery.objects.update(state=State.DEAD, due_at=None, ended_at=clock.now())

    assert said()[1] == "1 given up. `manage.py dead_letters` says which, and why."


def test_a_beat_that_is_not_heard_is_a_trouble(time: FrozenClock) -> None:
    time.move(6 * MINUTE)
    assert said()[1] == "Beat was last heard: at 12:00:00 UTC. Does one run?"

    Event.objects.all().delete()
    assert said()[1] == "Beat was last heard: never. Does one run?"


def test_programs_read_the_same(time: FrozenClock) -> None:
    happened()
    time.move(6 * MINUTE)
    heard()

    found: dict[str, Any] = json.loads(said("--json")[0])

    assert found["queues"] == {"default": 0, "mail": 0, "slow": 0}
    assert found["unsent"] == "2026-03-01 12:00:00+00:00"
    assert found["troubles"] == ["An event waits since 12:00:00 UTC. Does a relay run?"]


def test_a_broker_that_is_away_is_told_with_what_to_do(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    out, complaint = said()

    assert out == ""
    assert complaint.startswith("The broker does not answer.\nFound: ConnectionError.\nDo: start it")


def test_after_a_broker_has_lost_all_it_is_handed_over_at_once(time: FrozenClock) -> None:
    lost = a_delivery()
    Delivery.objects.update(due_at=clock.now() + 60 * MINUTE)

    assert said("--hurry") == ("1 will be handed over again.\n", "")

    lost.refresh_from_db()
    assert lost.due_at == clock.now()


def test_to_look_costs_four_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):
        standing()
