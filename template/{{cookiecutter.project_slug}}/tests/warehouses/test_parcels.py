"""Which parcels leave for a reservation, and what is in each."""

from typing import Any

import pytest

from shop.inventory.services.reserving import allocate_stock
from shop.warehouses.parcels import parcels_of
from tests.builders import a_stock_item, a_variant
from tests.warehouses.builders import LYON, a_warehouse

pytestmark = pytest.mark.django_db


def test_one_parcel_leaves_each_place_with_what_lies_there(django_assert_num_queries: Any) -> None:
    berlin, lyon = a_warehouse("berlin", is_default=True), a_warehouse("lyon", LYON)
    mug, plate = a_variant(sku="MUG"), a_variant(sku="PLATE")
    for variant, place, count in ((plate, berlin, 2), (mug, berlin, 1), (mug, lyon, 5)):
        a_stock_item(variant=variant, location=place, on_hand=count)
    made = allocate_stock(owner="order-1", wanted={mug.pk: 6, plate.pk: 2})

    with django_assert_num_queries(1):
        parcels = parcels_of(made)

    assert [str(parcel) for parcel in parcels] == ["Berlin: 1 x MUG, 2 x PLATE", "Lyon: 5 x MUG"]
    assert [parcel.units for parcel in parcels] == [3, 5]


def test_what_is_all_in_one_place_is_one_parcel() -> None:
    mug = a_stock_item(on_hand=3)

    assert len(parcels_of(allocate_stock(owner="order-1", wanted={mug.variant_id: 3}))) == 1
