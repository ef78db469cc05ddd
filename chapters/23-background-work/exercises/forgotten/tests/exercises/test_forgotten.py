"""Orders that nobody looks at are told of, once."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from shop.orders.models import Order, Reason
from shop.orders.people import BUYER, SHOP
from shop.orders.services.changing import cancel_order, confirm_order
from shop.outbox.models import Event
from tests.conftest import FrozenClock
from tests.orders.builders import an_order
from tests.rivals import Rival

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def tell() -> int:
    """Tell of them, with the function that this exercise asks for."""
    found = import_module("shop.orders.services.forgotten").tell_of_forgotten()
    assert isinstance(found, int)
    return found


def told() -> list[tuple[str, object]]:
    """Which orders were told of."""
    return list(Event.objects.filter(topic="order.forgotten").order_by("id").values_list("key", "payload"))


def test_what_waits_for_more_than_a_day_is_told_of(frozen_clock: FrozenClock) -> None:
    order = an_order(MUG=1)
    frozen_clock.move(DAY - MINUTE)
    an_order(MUG=1)
    too_early = tell()
    frozen_clock.move(2 * MINUTE)

    assert (too_early, tell()) == (0, 1)
    assert told() == [(order.public_id, {"order": order.public_id})]


def test_what_somebody_looked_at_is_not_forgotten(frozen_clock: FrozenClock) -> None:
    confirm_order(order=an_order(MUG=1), by=SHOP)
    cancel_order(order=an_order(MUG=1), reason=Reason.CHANGED_MIND, by=BUYER)
    frozen_clock.move(2 * DAY)

    assert tell() == 0
    assert told() == []


def test_it_is_told_once(frozen_clock: FrozenClock) -> None:
    an_order(MUG=1)
    frozen_clock.move(2 * DAY)
    first = tell()
    an_order(MUG=1)
    frozen_clock.move(2 * DAY)

    assert (first, tell()) == (1, 2)
    assert len(told()) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_neither_fails() -> None:
    order = an_order(MUG=1)
    Order.objects.update(placed_at=order.placed_at - 2 * DAY)
    other = Rival(tell)

    with transaction.atomic():
        tell()
        other.begin()

    assert other.end() == "done"
    assert len(told()) == 1


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_two_statements(
    count: int, frozen_clock: FrozenClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        an_order(MUG=1)
    frozen_clock.move(2 * DAY)
    import_module("shop.orders.services.forgotten")

    with django_assert_num_queries(2):
        assert tell() == count
