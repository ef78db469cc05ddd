"""What the database itself holds about the shelves, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from shop.inventory.models import Location, StockItem
from tests.builders import a_location, a_stock_item, a_variant

pytestmark = pytest.mark.django_db


def breaks(constraint: str, **changes: Any) -> bool:
    """Whether writing this to an item that has ten boxes breaks the constraint of that name."""
    item = a_stock_item(on_hand=10)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StockItem.objects.filter(pk=item.pk).update(**changes)
    return True


def test_everything_may_be_promised() -> None:
    item = a_stock_item(on_hand=10, held=4, allocated=6)

    assert str(item) == f"{item.variant.sku} in {item.location.name}"


@pytest.mark.parametrize("promises", [{"held": 11}, {"allocated": 11}, {"held": 5, "allocated": 6}])
def test_no_more_is_promised_than_is_there(promises: dict[str, int]) -> None:
    assert breaks("stock_never_oversold", **promises)


def test_no_more_is_promised_than_may_be_made_besides() -> None:
    a_stock_item(on_hand=10, backorder_limit=5, held=15)

    assert breaks("stock_never_oversold", backorder_limit=5, held=16)


@pytest.mark.parametrize("count", ["held", "allocated"])
def test_no_promise_is_less_than_nothing(count: str) -> None:
    assert breaks("stock_counts_not_negative", **{count: -1})


def test_no_shelf_holds_less_than_nothing() -> None:
    assert breaks("stock_counts_not_negative", on_hand=-1, backorder_limit=20)


@pytest.mark.parametrize("limit", ["backorder_limit", "low_at"])
def test_no_limit_is_less_than_nothing(limit: str) -> None:
    assert breaks("stock_limits_not_negative", **{limit: -1})


def test_a_variant_has_one_row_in_each_place() -> None:
    item = a_stock_item()
    a_stock_item(variant=item.variant, location=a_location())

    with pytest.raises(IntegrityError, match="stock_once_per_place"), transaction.atomic():
        a_stock_item(variant=item.variant)


def test_one_place_is_the_usual_one() -> None:
    a_location(is_default=True)
    a_location()

    with pytest.raises(IntegrityError, match="location_one_default"), transaction.atomic():
        a_location(is_default=True)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"code": "The Shed"}, "location_code_shape"),
        ({"name": ""}, "location_has_a_name"),
    ],
)
def test_a_place_has_a_code_and_a_name(fields: dict[str, str], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Location.objects.create(**({"code": "shed", "name": "Shed"} | fields))


def test_what_has_a_place_on_a_shelf_is_not_deleted() -> None:
    variant = a_variant()
    a_stock_item(variant=variant)

    with pytest.raises(ProtectedError):
        variant.delete()
