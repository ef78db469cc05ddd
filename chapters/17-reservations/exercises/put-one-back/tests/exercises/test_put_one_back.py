"""Somebody takes one out of the cart, and keeps the others."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop.core import clock
from shop.inventory.errors import ReservationClosed, WrongQuantity
from shop.inventory.models import Reservation, StockItem
from shop.inventory.services import closing
from shop.inventory.services.reserving import reserve_stock
from tests.builders import a_stock_item
from tests.rivals import Rival

pytestmark = pytest.mark.django_db


def reduce(reservation: Reservation, to: Mapping[int, int]) -> Any:
    """Keep so many, with the verb that this exercise asks for."""
    return closing.reduce_reservation(reservation=reservation, to=to)


def holding(wanted: Mapping[int, int]) -> Reservation:
    """A reservation of so many."""
    return reserve_stock(owner="cart-1", wanted=wanted, until=clock.now() + timedelta(minutes=15))


def held() -> list[int]:
    """What is held of each item."""
    return list(StockItem.objects.order_by("pk").values_list("held", flat=True))


def test_what_is_kept_stays_held_and_the_rest_is_free() -> None:
    pot, mug, bowl = (a_stock_item(on_hand=10).variant_id for _ in range(3))
    reservation = holding({pot: 3, mug: 4, bowl: 1})

    kept = reduce(reservation, {pot: 2, mug: 4})

    assert held() == [2, 4, 0]
    assert sorted(kept.lines.values_list("item__variant", "units")) == sorted([(pot, 2), (mug, 4)])

    closing.release_reservation(reservation=kept)

    assert held() == [0, 0, 0]


def test_a_reservation_only_shrinks() -> None:
    pot, mug = (a_stock_item(on_hand=10).variant_id for _ in range(2))
    reservation = holding({pot: 3})

    for to in ({pot: 4}, {pot: 2, mug: 1}, {pot: -1}, {pot: 0}, {}):
        with pytest.raises(WrongQuantity):
            reduce(reservation, to)

    assert held() == [3, 0]


def test_one_that_has_ended_is_refused() -> None:
    pot = a_stock_item(on_hand=10).variant_id
    reservation = holding({pot: 3})
    closing.release_reservation(reservation=reservation)

    with pytest.raises(ReservationClosed):
        reduce(reservation, {pot: 2})

    assert held() == [0]


@pytest.mark.django_db(transaction=True)
def test_two_who_change_it_do_so_one_after_the_other() -> None:
    pot = a_stock_item(on_hand=10).variant_id
    reservation = holding({pot: 3})
    other = Rival(lambda: reduce(Reservation.objects.get(), {pot: 2}))

    with transaction.atomic():
        reduce(reservation, {pot: 1})
        other.begin()

    # There was one left to hold, and the other wanted to keep two.
    assert (other.end(), held()) == ("wrong-quantity", [1])


def test_twelve_things_cost_what_two_do() -> None:
    costs = []
    for number in (2, 12):
        things = [a_stock_item(on_hand=10).variant_id for _ in range(number)]
        reservation = reserve_stock(
            owner=f"cart-{number}", wanted=dict.fromkeys(things, 3), until=clock.now()
        )
        with CaptureQueriesContext(connection) as statements:
            reduce(reservation, dict.fromkeys(things[1:], 2))
        costs.append(len(statements))

    assert costs[0] == costs[1]
