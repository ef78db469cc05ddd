"""Time is cut into slots. Each is told of once, by however many beats."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from config.celery import app
from shop.outbox import beat
from shop.outbox.beat import AWAY, LONGEST, OutboxScheduler
from shop.outbox.models import Event
from shop.outbox.schedule import Every, slots, until_next
from shop.outbox.services.ticking import tick
from shop.outbox.subscriptions import subscriptions
from tests.conftest import FrozenClock

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PLAN = {"often": Every(MINUTE), "at-night": Every(DAY, at=3 * HOUR)}
FAR = datetime(2100, 1, 1, tzinfo=UTC)

moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
everies = st.builds(Every, st.timedeltas(timedelta(seconds=1), 7 * DAY), st.timedeltas(timedelta(), DAY))


@given(everies, moments)
def test_a_moment_lies_in_its_slot(every: Every, now: datetime) -> None:
    slot = every.slot(now)

    assert slot <= now < slot + every.period


@given(everies, moments, st.floats(0, 1))
def test_all_moments_of_a_slot_have_the_same_one(every: Every, now: datetime, share: float) -> None:
    slot = every.slot(now)
    other = slot + share * (every.period - timedelta(microseconds=1))

    assert every.slot(other) == slot
    assert every.slot(slot + every.period) == slot + every.period


@given(everies, moments)
def test_after_the_wait_something_is_due(every: Every, now: datetime) -> None:
    wait = until_next({"it": every}, now)

    assert timedelta() < wait <= every.period
    assert every.slot(now + wait) != every.slot(now)
    assert every.slot(now + wait - timedelta(microseconds=1)) == every.slot(now)


def test_nights_begin_where_they_should() -> None:
    now = datetime(2026, 11, 26, 2, 59, tzinfo=UTC)

    assert slots(PLAN, now) == {
        "often": datetime(2026, 11, 26, 2, 59, tzinfo=UTC),
        "at-night": datetime(2026, 11, 25, 3, tzinfo=UTC),
    }
    assert Every(7 * DAY).slot(now) == datetime(2026, 11, 23, tzinfo=UTC)  # a Monday


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Mapping[str, Every]:
    """What is due in these tests."""
    settings.SHOP_SCHEDULE = PLAN
    return PLAN


def a_beat() -> OutboxScheduler:
    """One of them."""
    return OutboxScheduler(app)


def told() -> list[tuple[str, str]]:
    """What was told, in order."""
    return [(event.topic, event.key[11:16]) for event in Event.objects.order_by("key", "topic")]


@pytest.mark.django_db
def test_each_slot_is_told_of_once_by_however_many(
    plan: Mapping[str, Every], frozen_clock: FrozenClock
) -> None:
    first, second = a_beat(), a_beat()

    for _ in range(7):
        first.tick()
        second.tick()
        frozen_clock.move(timedelta(seconds=20))

    assert told() == [
        ("schedule.at-night", "03:00"),
        ("schedule.often", "12:00"),
        ("schedule.often", "12:01"),
        ("schedule.often", "12:02"),
    ]


@pytest.mark.django_db
def test_what_was_missed_is_done_once(plan: Mapping[str, Every], frozen_clock: FrozenClock) -> None:
    a_beat().tick()
    frozen_clock.move(3 * HOUR)
    a_beat().tick()  # another process: it remembers nothing

    assert [when for topic, when in told() if topic == "schedule.often"] == ["12:00", "15:00"]


@pytest.mark.django_db
def test_a_look_costs_one_statement_when_something_begins_and_none_when_not(
    plan: Mapping[str, Every],
    frozen_clock: FrozenClock,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    scheduler = a_beat()

    with django_assert_num_queries(1):
        wait = scheduler.tick()
    with django_assert_num_queries(0):
        scheduler.tick()
    frozen_clock.move(timedelta(seconds=58))
    soon = scheduler.tick()

    assert (wait, soon) == (LONGEST, 2.0)


def test_without_a_database_it_waits_and_forgets_nothing(
    plan: Mapping[str, Every], monkeypatch: pytest.MonkeyPatch
) -> None:
    due_each_time = []

    def away(*, due: Mapping[str, datetime]) -> None:
        due_each_time.append(set(due))
        raise OperationalError

    monkeypatch.setattr(beat, "tick", away)
    scheduler = a_beat()

    assert [scheduler.tick(), scheduler.tick()] == [AWAY, AWAY]
    assert due_each_time == [set(PLAN), set(PLAN)]


@pytest.mark.django_db
def test_to_tell_twice_is_to_tell_once() -> None:
    for _ in range(2):
        tick(due={"often": FAR})

    assert Event.objects.count() == 1


def test_all_that_is_planned_is_done_by_somebody() -> None:
    wanted = {one.topic for one in subscriptions().values()}

    assert {f"schedule.{name}" for name in settings.SHOP_SCHEDULE} == {
        topic for topic in wanted if topic.startswith("schedule.")
    }


def test_celery_knows_whom_to_ask() -> None:
    assert settings.CELERY_BEAT_SCHEDULER == "shop.outbox.beat:OutboxScheduler"
