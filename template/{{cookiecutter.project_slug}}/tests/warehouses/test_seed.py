"""The demonstration shop has three places, and every day the same in them."""

import pytest

from shop.inventory.models import Location, Movement, StockItem
from shop.inventory.services.ledger import receive_stock
from shop.warehouses import seed
from shop.warehouses.models import ParcelCost, Warehouse
from tests.builders import a_variant

pytestmark = pytest.mark.django_db


def shelves() -> list[tuple[str, str, int]]:
    """What lies where."""
    rows = StockItem.objects.order_by("location__code", "variant__sku")
    return list(rows.values_list("location__code", "variant__sku", "on_hand"))


def test_three_places_are_opened_and_filled_by_lot() -> None:
    receive_stock(units={a_variant(sku=f"SKU-A{number}").pk: 12 for number in range(6)})
    receive_stock(units={a_variant(sku="SCARCE").pk: 11})

    assert seed.seed() == "3 warehouses"

    assert [place.code for place in Location.objects.all()] == ["lyon", "porto", "workshop"]
    assert ParcelCost.objects.count() == 7
    elsewhere = [row for row in shelves() if row[0] != "workshop"]
    assert elsewhere == LOT


LOT = [("lyon", "SKU-A2", 1), ("porto", "SKU-A0", 6)]


def test_a_second_time_there_is_nothing_to_do() -> None:
    receive_stock(units={a_variant().pk: 12})
    seed.seed()
    before = (shelves(), Movement.objects.count(), Warehouse.objects.count())

    seed.seed()

    assert (shelves(), Movement.objects.count(), Warehouse.objects.count()) == before


def test_a_workshop_of_another_name_is_left_as_it_is() -> None:
    Location.objects.create(code="atelier", name="Atelier", is_default=True)

    assert seed.seed() == "2 warehouses"
