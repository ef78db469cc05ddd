"""Somebody comes between the look and the write. Whoever was overtaken looks again, and is told the truth."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from shop.core import clock
from shop.inventory.errors import OutOfStock
from shop.inventory.models import Reservation, ReservationLine, StockItem
from shop.inventory.services import reserving
from shop.inventory.services.closing import release_reservation
from shop.inventory.services.reserving import reserve_stock
from tests.builders import a_stock_item, a_variant
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)


def hold(item: StockItem, units: int, owner: str) -> Reservation:
    """Hold some of a thing for a quarter of an hour."""
    until = clock.now() + timedelta(minutes=15)
    return reserve_stock(owner=owner, wanted={item.variant_id: units}, until=until)


def test_who_came_between_the_look_and_the_write_wins() -> None:
    mug = a_stock_item(on_hand=2)
    slow = Rival(lambda: hold(mug, 2, "cart-2"))

    with transaction.atomic():
        hold(mug, 1, "cart-1")
        slow.begin()  # it sees two, and waits for the row

    assert slow.end() == "out-of-stock"
    assert [line.units for line in ReservationLine.objects.all()] == [1]


def test_what_was_given_back_meanwhile_may_be_had() -> None:
    mug = a_stock_item(on_hand=3)
    first = hold(mug, 1, "cart-1")
    slow = Rival(lambda: hold(mug, 2, "cart-2"))

    with transaction.atomic():
        hold(mug, 1, "cart-3")
        slow.begin()  # it sees two, and waits for the row
        release_reservation(reservation=first)

    assert slow.end() == "done"
    mug.refresh_from_db()
    assert mug.held == 3


def test_even_with_the_shelves_held_the_statement_that_writes_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mug = a_stock_item(variant=a_variant(sku="MUG"), on_hand=2)
    asked: list[bool] = []
    shelves, look = reserving.hold, vars(reserving)["places"]

    def hold_and_say(things: Any) -> None:
        asked.append(True)
        shelves(things)

    def look_and_lose(*told: Any) -> Any:
        found = look(*told)
        StockItem.objects.update(allocated=1)  # undone with the attempt, so it happens each time
        return found

    monkeypatch.setattr(reserving, "hold", hold_and_say)
    monkeypatch.setattr(reserving, "places", look_and_lose)

    with pytest.raises(OutOfStock, match="of 2 MUG"):
        hold(mug, 2, "cart-1")

    assert asked == [True]
    assert not Reservation.objects.exists()
