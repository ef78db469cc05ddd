"""Every movement leaves a line, and the line stays."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from shop.core.errors import ShopError
from shop.core.integrity import constraint_of
from shop.inventory import errors
from shop.inventory.models import Location, Movement, Reason, StockItem
from shop.inventory.services.ledger import Slip, adjust_stock, receive_stock
from tests.builders import a_location, a_stock_item, a_user, a_variant

pytestmark = pytest.mark.django_db


def lines() -> list[tuple[str, int, int]]:
    """The whole ledger: reason, quantity, balance."""
    return list(Movement.objects.order_by("pk").values_list("reason", "quantity", "balance"))


def on_hand(item: StockItem) -> int:
    """How many boxes there are, by the database."""
    return StockItem.objects.get(pk=item.pk).on_hand


def refusal(verb: Any, **asked: Any) -> ShopError:
    """Why something is refused; nothing is written."""
    before = (lines(), list(StockItem.objects.values_list("on_hand", flat=True)))
    with pytest.raises(ShopError) as caught:
        verb(**asked)
    assert (lines(), list(StockItem.objects.values_list("on_hand", flat=True))) == before
    return caught.value


def test_a_first_delivery_gives_things_their_place() -> None:
    mug, plate = a_variant(), a_variant()

    receive_stock(units={mug.pk: 12, plate.pk: 6})

    assert list(StockItem.objects.order_by("pk").values_list("variant", "on_hand")) == [
        (mug.pk, 12),
        (plate.pk, 6),
    ]
    assert Location.objects.get().is_default
    assert lines() == [("received", 12, 12), ("received", 6, 6)]


def test_a_second_delivery_adds_to_the_first() -> None:
    mug = a_variant()
    receive_stock(units={mug.pk: 12})

    receive_stock(units={mug.pk: 5})

    assert mug.stock.get().on_hand == 17
    assert lines() == [("received", 12, 12), ("received", 5, 17)]


def test_things_may_come_to_another_place() -> None:
    shed, mug = a_location(), a_variant()

    (movement,) = receive_stock(units={mug.pk: 3}, location=shed)

    assert movement.item.location == shed


def test_a_line_says_who_and_what_it_belongs_to() -> None:
    potter = a_user()

    (movement,) = receive_stock(
        units={a_variant().pk: 3}, slip=Slip(by=potter, reference="DN-4711", note="Second kiln.")
    )

    assert (movement.by, movement.reference, movement.note) == (potter, "DN-4711", "Second kiln.")
    assert str(movement) == f"{movement.item}: +3 received"


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_delivery_brings_something_of_everything(quantity: int) -> None:
    error = refusal(receive_stock, units={a_variant().pk: 3, a_variant().pk: quantity})

    assert isinstance(error, errors.WrongQuantity)


def test_what_does_not_exist_is_not_delivered() -> None:
    error = refusal(receive_stock, units={a_variant().pk: 3, 0: 1})

    assert isinstance(error, errors.NotStocked)
    assert error.found == "no variant with the id 0."


@pytest.mark.parametrize(
    ("reason", "change"),
    [(Reason.DAMAGED, -2), (Reason.LOST, -10), (Reason.FOUND, 1), (Reason.COUNTED, -3), (Reason.COUNTED, 3)],
)
def test_an_adjustment_says_why(reason: Reason, change: int) -> None:
    item = a_stock_item(on_hand=10)

    movement = adjust_stock(item=item, change=change, reason=reason)

    assert (movement.quantity, movement.balance) == (change, 10 + change)
    assert on_hand(item) == item.on_hand == 10 + change


@pytest.mark.parametrize(
    ("reason", "change"), [(Reason.DAMAGED, 2), (Reason.LOST, 1), (Reason.FOUND, -1), (Reason.COUNTED, 0)]
)
def test_a_reason_for_fewer_does_not_bring_more(reason: Reason, change: int) -> None:
    error = refusal(adjust_stock, item=a_stock_item(), change=change, reason=reason)

    assert error.found == f"{change:+} as {reason}."


def test_no_more_is_lost_than_was_there() -> None:
    item = a_stock_item(on_hand=2)

    error = refusal(adjust_stock, item=item, change=-3, reason=Reason.LOST)

    assert error.found == f"3 of {item} to take away, and 2 on the shelf."


def test_what_is_promised_cannot_break_unnoticed() -> None:
    item = a_stock_item(on_hand=10, held=3, allocated=5)
    adjust_stock(item=item, change=-2, reason=Reason.DAMAGED)

    error = refusal(adjust_stock, item=item, change=-1, reason=Reason.DAMAGED)

    assert isinstance(error, errors.StockPromised)
    assert error.found.startswith(f"8 of {item} are promised")


def test_an_adjustment_counts_from_what_is_there_now() -> None:
    item = a_stock_item(on_hand=10)
    StockItem.objects.filter(pk=item.pk).update(on_hand=7)

    adjust_stock(item=item, change=-1, reason=Reason.LOST)

    assert on_hand(item) == 6


@pytest.mark.parametrize(
    "verb", ["UPDATE inventory_movement SET note = ''", "DELETE FROM inventory_movement"]
)
def test_the_database_refuses_to_touch_a_line(verb: str) -> None:
    receive_stock(units={a_variant().pk: 3})

    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)

    assert constraint_of(caught.value) == "movement_is_final"
    assert "A line of the ledger stays as it is." in str(caught.value)
    assert lines() == [("received", 3, 3)]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"quantity": -1}, "movement_sign_fits_reason"),
        ({"reason": "lost"}, "movement_sign_fits_reason"),
        ({"reason": "counted", "quantity": 0}, "movement_sign_fits_reason"),
        ({"reason": "gone"}, "movement_reason_known"),
        ({"balance": -1}, "movement_balance_not_negative"),
    ],
)
def test_a_line_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    item = a_stock_item()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Movement.objects.create(item=item, **({"reason": "found", "quantity": 1, "balance": 1} | fields))


def test_a_delivery_of_many_things_costs_what_one_of_few_does(django_assert_num_queries: Any) -> None:
    few, many = ([a_variant().pk for _ in range(count)] for count in (1, 40))
    receive_stock(units=dict.fromkeys([*few, *many], 1))

    for variants in (few, many):
        with django_assert_num_queries(10):  # 4, and 6 for savepoints
            receive_stock(units=dict.fromkeys(variants, 2))
