"""What drifts in orders is found, explained and, where the history can be believed, repaired."""

from typing import Any

import pytest

from shop.orders.models import NumberCounter, Order, OrderEvent, OrderLine, Reason
from shop.orders.people import BUYER
from shop.orders.services.changing import reduce_order
from shop.orders.services.numbers import next_number
from tests.orders.builders import an_order
from tests.sweeping import sweeper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vat")]

swept = sweeper("orders-events", "orders-lines", "orders-numbers")


@pytest.fixture
def order() -> Order:
    """An order that was made smaller; beside it another, with which all is well."""
    an_order(BOWL=1)
    return reduce_order(order=an_order(MUG=3), less={1: 1}, reason=Reason.MISTAKE, by=BUYER)


def write(order: Order, **fields: Any) -> None:
    """Write past the services."""
    Order.objects.filter(pk=order.pk).update(**fields)


def test_what_went_through_the_services_is_well(order: Order) -> None:
    assert swept().count("holds.") == 3


def test_a_row_that_does_not_follow_its_history_is_found_and_repaired(order: Order) -> None:
    write(order, state="cancelled", units=9)

    said = swept("--repair-plan")
    assert f"  {order}: state cancelled, units 9, and state placed, units 2 by its history.\n" in said
    assert "Repair: set state placed, units 2, as the history says." in said
    assert Order.objects.get(pk=order.pk).units == 9
    assert "Repaired: set state placed, units 2" in swept("--repair")
    order.refresh_from_db()
    assert (order.state, order.units, order.version) == ("placed", 2, 2)
    assert swept().count("holds.") == 3


def test_a_total_that_somebody_typed_in_is_found_and_repaired(order: Order) -> None:
    write(order, net_amount=1, tax_amount=0, gross_amount=1)

    assert "net_amount 1, tax_amount 0, gross_amount 1, and net_amount 4033" in swept("--repair")
    assert Order.objects.get(pk=order.pk).gross_amount == 4800


def test_a_history_that_cannot_be_is_left_to_a_person(order: Order) -> None:
    OrderEvent.objects.create(order=order, number=7, verb="confirm", state="confirmed", role="shop")

    said = swept("--repair")

    assert f"  {order}: After event 2 comes 7.\n" in said
    assert said.endswith("1 drifted. What was not repaired needs a person.")


def test_a_line_that_was_slipped_in_is_found(order: Order) -> None:
    (line,) = order.lines.all()
    line.pk, line.number = None, 2
    OrderLine.objects.bulk_create([line])

    assert f"  {order}: 2 lines, and the history begins with others.\n" in swept()


def test_a_number_that_is_missing_is_found(order: Order) -> None:
    next_number(series=order.series)
    write(order, number=9)

    assert f"  {order.series}: 2 orders, and the last is number 9.\n" in swept()


def test_numbers_without_orders_are_found() -> None:
    NumberCounter.objects.create(series="1999", last=3)

    assert "  1999: no orders, and 3 numbers given out.\n" in swept()
