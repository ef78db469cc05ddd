"""Places are opened, put on the map, and told what it costs to send from them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop.core.money import Money
from shop.inventory.models import Location
from shop.warehouses import errors
from shop.warehouses.models import ParcelCost, Warehouse
from shop.warehouses.services.places import open_location, place_warehouse, set_parcel_cost
from tests.builders import a_location
from tests.warehouses.builders import BERLIN, a_warehouse

pytestmark = pytest.mark.django_db


def test_a_place_is_opened_once() -> None:
    open_location(code="north", name="North")

    with pytest.raises(errors.LocationCodeTaken, match="`north`"):
        open_location(code="north", name="Also north")

    assert [place.name for place in Location.objects.all()] == ["North"]


def test_a_place_is_put_on_the_map_and_moved() -> None:
    place = a_location(name="North")

    place_warehouse(location=place, country="DE", point=(53.55, 9.99), rank=1)
    moved = place_warehouse(location=place, country="DE", point=(54.32, 10.1349))

    found = Warehouse.objects.get()
    assert (str(moved), float(found.latitude), float(found.longitude), found.rank) == (
        "North",
        54.32,
        10.1349,
        100,
    )


@pytest.mark.parametrize(("country", "point"), [("Germany", (0, 0)), ("DE", (91, 0)), ("DE", (0, -181))])
def test_nowhere_is_no_place(country: str, point: tuple[float, float]) -> None:
    with pytest.raises(errors.WrongPlace):
        place_warehouse(location=a_location(), country=country, point=point)

    assert not Warehouse.objects.exists()


def test_a_cost_is_said_and_said_again() -> None:
    warehouse = a_warehouse("north").warehouse

    set_parcel_cost(warehouse=warehouse, parcel=Money(490, "EUR"), unit=Money(20, "EUR"))
    set_parcel_cost(warehouse=warehouse, country="FR", parcel=Money(890, "EUR"), unit=Money(30, "EUR"))
    set_parcel_cost(warehouse=warehouse, parcel=Money(520, "EUR"), unit=Money(20, "EUR"))

    assert [str(cost) for cost in ParcelCost.objects.order_by("country")] == [
        "North anywhere: €5.20 and €0.20 a unit",
        "North to FR: €8.90 and €0.30 a unit",
    ]


@pytest.mark.parametrize(
    ("parcel", "unit"),
    [
        (Money(-1, "EUR"), Money(0, "EUR")),
        (Money(1, "EUR"), Money(-1, "EUR")),
        (Money(1, "USD"), Money(1, "EUR")),
        (Money(1, "JPY"), Money(1, "JPY")),
    ],
)
def test_a_cost_that_cannot_be_compared_is_refused(parcel: Money, unit: Money) -> None:
    with pytest.raises(errors.WrongCost):
        set_parcel_cost(warehouse=a_warehouse("north").warehouse, parcel=parcel, unit=unit)

    assert not ParcelCost.objects.exists()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [({"country": "de"}, "warehouse_country_shape"), ({"latitude": 90.5}, "warehouse_is_on_the_globe")],
)
def test_a_warehouse_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Warehouse.objects.create(location=a_location(), **(BERLIN | fields))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"country": "fr"}, "parcel_cost_country_shape"),
        ({"unit_amount": -1}, "parcel_cost_not_negative"),
        ({"currency": "eur"}, "parcel_cost_currency_shape"),
    ],
)
def test_a_cost_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    told = {"parcel_amount": 490, "unit_amount": 20, "currency": "EUR"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ParcelCost.objects.create(warehouse=a_warehouse("north").warehouse, **(told | fields))
