"""An order, as it was at a moment."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.orders.models import Order, Reason
from shop.orders.people import BUYER, SHOP
from shop.orders.services.changing import confirm_order, reduce_order
from tests.conftest import FrozenClock
from tests.orders.builders import an_order

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def as_of(order: Order, at: datetime) -> Any:
    """Look back, with the function that this exercise asks for."""
    return import_module("shop.orders.looking_back").as_of(order=order, at=at)


@pytest.fixture
def order(frozen_clock: FrozenClock) -> Order:
    """Three mugs, ordered at noon. Ten minutes later there are two; after ten more it is confirmed."""
    order = an_order(MUG=3)
    frozen_clock.move(10 * MINUTE)
    reduce_order(order=order, less={1: 1}, reason=Reason.CHANGED_MIND, by=BUYER)
    frozen_clock.move(10 * MINUTE)
    return confirm_order(order=order, by=SHOP)


def test_before_it_was_placed_there_was_no_order(order: Order) -> None:
    assert as_of(order, order.placed_at - MINUTE) is None


def test_an_order_is_shown_as_it_was_between_two_changes(order: Order) -> None:
    then = [as_of(order, order.placed_at + minutes * MINUTE) for minutes in (5, 15, 25)]

    assert [(one.state, one.units[1], one.total.gross) for one in then] == [
        ("placed", 3, 7200),
        ("placed", 2, 4800),
        ("confirmed", 2, 4800),
    ]


def test_what_happens_at_the_moment_has_happened(order: Order) -> None:
    assert as_of(order, order.placed_at).version == 1
    assert as_of(order, order.placed_at + 10 * MINUTE).version == 2


def test_a_slow_clock_makes_no_gap(frozen_clock: FrozenClock) -> None:
    order = an_order(MUG=3)
    frozen_clock.move(5 * MINUTE)
    reduce_order(order=order, less={1: 1}, reason=Reason.CHANGED_MIND, by=BUYER)
    frozen_clock.move(-4 * MINUTE)
    confirm_order(order=order, by=SHOP)

    then = [as_of(order, order.placed_at + minutes * MINUTE).version for minutes in (0, 2, 5)]

    assert then == [1, 1, 3]


def test_looking_back_costs_one_query(
    order: Order, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    import_module("shop.orders.looking_back")

    with django_assert_num_queries(1):
        as_of(order, order.placed_at)
