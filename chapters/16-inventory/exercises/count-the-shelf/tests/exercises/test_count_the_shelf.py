"""The shelf is counted, and the shop believes it."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.inventory.errors import StockPromised, WrongQuantity
from shop.inventory.models import Movement, StockItem
from shop.inventory.services import ledger
from tests.builders import a_stock_item, a_variant

pytestmark = pytest.mark.django_db


def count(counts: Mapping[int, int]) -> Any:
    """Say what was counted, with the verb that this exercise asks for."""
    return ledger.count_stock(counts=counts, slip=ledger.Slip(reference="Stocktaking"))


def lines() -> list[tuple[int, str, int, int, str]]:
    """The ledger, in order."""
    told = ("item__variant", "reason", "quantity", "balance", "reference")
    return list(Movement.objects.order_by("pk").values_list(*told))


def test_only_what_differs_is_written() -> None:
    mug, plate, bowl = (a_stock_item(on_hand=10).variant_id for _ in range(3))

    assert len(count({mug: 10, plate: 7, bowl: 12})) == 2
    assert count({mug: 10}) == []

    assert lines() == [(plate, "counted", -3, 7, "Stocktaking"), (bowl, "counted", 2, 12, "Stocktaking")]
    assert list(StockItem.objects.order_by("pk").values_list("on_hand", flat=True)) == [10, 7, 12]


def test_what_was_never_on_the_shelf_gets_its_place() -> None:
    vase = a_variant()

    count({vase.pk: 4})

    assert vase.stock.get().on_hand == 4
    assert lines() == [(vase.pk, "counted", 4, 4, "Stocktaking")]


def test_what_is_promised_must_have_been_counted() -> None:
    mug, plate = a_stock_item(on_hand=10), a_stock_item(on_hand=10, held=2, allocated=3)

    with pytest.raises(StockPromised):
        count({mug.variant_id: 9, plate.variant_id: 4})

    assert lines() == []
    assert set(StockItem.objects.values_list("on_hand", flat=True)) == {10}


def test_nobody_counts_less_than_nothing() -> None:
    mug, plate = a_stock_item(), a_stock_item()

    with pytest.raises(WrongQuantity):
        count({mug.variant_id: 9, plate.variant_id: -1})

    assert lines() == []


def test_forty_things_cost_what_one_does() -> None:
    costs = []
    for number in (1, 40):
        counts = {a_stock_item().variant_id: 11 for _ in range(number)}
        with CaptureQueriesContext(connection) as statements:
            count(counts)
        costs.append(len(statements))

    assert costs[0] == costs[1]
