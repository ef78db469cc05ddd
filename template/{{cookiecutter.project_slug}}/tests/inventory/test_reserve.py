"""Things are promised: all that is wanted, or nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop.core import clock
from shop.inventory import errors
# {% if reached("warehouses.several-places") %}
from shop.inventory.models import Reservation, State, StockItem
# {% else %}
from shop.inventory.models import Reservation, ReservationLine, State, StockItem
from shop.inventory.services import reserving
# {% endif %}
from shop.inventory.services.reserving import allocate_stock, reserve_stock
from tests.builders import a_stock_item, a_variant

pytestmark = pytest.mark.django_db


def soon() -> Any:
    """In a quarter of an hour."""
    return clock.now() + timedelta(minutes=15)


def promises(item: StockItem) -> tuple[int, int]:
    """What is held and what is sold of an item."""
    item.refresh_from_db()
    return item.held, item.allocated


def refused(**wanted: Any) -> errors.OutOfStock:
    """Why something cannot be promised; nothing is written."""
    before = list(StockItem.objects.order_by("pk").values_list("held", "allocated"))
    with pytest.raises(errors.OutOfStock) as caught:
        reserve_stock(**({"owner": "cart-1", "until": soon()} | wanted))
    assert list(StockItem.objects.order_by("pk").values_list("held", "allocated")) == before
    assert not Reservation.objects.exists()
    return caught.value


def test_what_is_wanted_is_held() -> None:
    mug, plate, until = a_stock_item(on_hand=10), a_stock_item(on_hand=10), soon()

    made = reserve_stock(owner="cart-1", wanted={plate.variant_id: 1, mug.variant_id: 2}, until=until)

    assert (promises(mug), promises(plate)) == ((2, 0), (1, 0))
    assert (made.owner, made.state, made.until, made.closed_at) == ("cart-1", State.HELD, until, None)
    assert made.public_id.startswith("rsv_")
    assert sorted(str(line) for line in made.lines.all()) == sorted([f"2 x {mug}", f"1 x {plate}"])


def test_the_last_one_may_be_held() -> None:
    mug = a_stock_item(on_hand=3, held=1, allocated=1)

    reserve_stock(owner="cart-1", wanted={mug.variant_id: 1}, until=soon())

    assert promises(mug) == (2, 1)


def test_what_may_be_made_may_be_held() -> None:
    rug = a_stock_item(on_hand=0, backorder_limit=2)

    reserve_stock(owner="cart-1", wanted={rug.variant_id: 2}, until=soon())

    assert promises(rug) == (2, 0)


def test_what_falls_short_is_named_and_nothing_is_held() -> None:
    mug = a_stock_item(variant=a_variant(sku="MUG"), on_hand=5, held=4)
    plate = a_stock_item(variant=a_variant(sku="PLATE"), on_hand=1, allocated=1)
    bowl = a_stock_item(on_hand=9)

    error = refused(wanted={bowl.variant_id: 1, mug.variant_id: 2, plate.variant_id: 1})

    assert error.found == "1 of 2 MUG, 0 of 1 PLATE."
    assert error.left == {mug.variant_id: 1, plate.variant_id: 0}


def test_what_nobody_keeps_cannot_be_promised() -> None:
    vase = a_variant()

    error = refused(wanted={a_stock_item().variant_id: 1, vase.pk: 1})

    assert error.left == {vase.pk: 0}


# {% if not reached("warehouses.several-places") %}
def test_who_came_between_the_look_and_the_write_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    mug, bowl = a_stock_item(variant=a_variant(sku="MUG"), on_hand=2), a_stock_item(on_hand=9)
    looked = reserving.places

    def look_and_lose(units: Any) -> Any:
        found = looked(units)
        StockItem.objects.filter(pk=mug.pk).update(allocated=1)
        return found

    monkeypatch.setattr(reserving, "places", look_and_lose)

    with pytest.raises(errors.OutOfStock, match="1 of 2 MUG"), transaction.atomic():
        reserve_stock(owner="cart-1", wanted={bowl.variant_id: 1, mug.variant_id: 2}, until=soon())

    assert not ReservationLine.objects.exists()


# {% endif %}
def test_a_thing_that_is_wanted_in_two_ways_is_summed(packed: dict[int, dict[int, int]]) -> None:
    pair, mug = a_variant(), a_stock_item(variant=a_variant(sku="MUG"), on_hand=4)
    packed[pair.pk] = {mug.variant_id: 2}

    assert refused(wanted={pair.pk: 2, mug.variant_id: 1}).found == "4 of 5 MUG."

    made = reserve_stock(owner="cart-1", wanted={pair.pk: 1, mug.variant_id: 1}, until=soon())

    assert [line.units for line in made.lines.all()] == [3]


@pytest.mark.parametrize("units", [[], [0], [2, -1]])
def test_nothing_is_not_promised(units: list[int]) -> None:
    wanted = {a_stock_item().variant_id: count for count in units}

    with pytest.raises(errors.WrongQuantity):
        reserve_stock(owner="cart-1", wanted=wanted, until=soon())


def test_who_clicks_twice_holds_once() -> None:
    mug = a_stock_item(on_hand=10)
    reserve_stock(owner="cart-1", wanted={mug.variant_id: 2}, until=soon())

    with pytest.raises(errors.AlreadyReserved, match="a reservation for cart-1"):
        reserve_stock(owner="cart-1", wanted={mug.variant_id: 2}, until=soon())

    assert promises(mug) == (2, 0)


def test_what_is_sold_at_once_was_never_held() -> None:
    mug = a_stock_item(on_hand=10)

    made = allocate_stock(owner="order-1", wanted={mug.variant_id: 2})

    assert promises(mug) == (0, 2)
    assert (made.state, made.closed_at) == (State.USED, made.until)


@pytest.mark.usefixtures("nothing_packed")
def test_a_long_cart_costs_what_a_short_one_does(django_assert_num_queries: Any) -> None:
    items = [a_stock_item().variant_id for _ in range(12)]

    for number, some in enumerate((items[:1], items)):
        with django_assert_num_queries(8):  # 4, and 4 for savepoints
            reserve_stock(owner=f"cart-{number}", wanted=dict.fromkeys(some, 1), until=soon())


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"owner": ""}, "reservation_has_an_owner"),
        ({"state": "lost", "closed_at": clock.now()}, "reservation_state_known"),
        ({"state": "used"}, "reservation_closed_has_a_date"),
        ({"closed_at": clock.now()}, "reservation_closed_has_a_date"),
    ],
)
def test_a_reservation_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Reservation.objects.create(**({"owner": "cart-1", "until": clock.now()} | fields))


def test_a_line_makes_sense() -> None:
    made = reserve_stock(owner="cart-1", wanted={a_stock_item().variant_id: 1}, until=soon())
    (line,) = made.lines.all()

    with pytest.raises(IntegrityError, match="reservation_names_an_item_once"), transaction.atomic():
        made.lines.create(item=line.item, units=1)
    with pytest.raises(IntegrityError, match="reservation_line_at_least_one"), transaction.atomic():
        made.lines.create(item=a_stock_item(), units=0)
