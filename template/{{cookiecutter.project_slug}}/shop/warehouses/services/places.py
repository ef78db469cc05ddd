"""Open places, and say where they stand and what it costs to send from there."""

import re
from decimal import Decimal

from django.conf import settings

from shop.core.integrity import refusing
from shop.core.money import Money
from shop.core.shapes import COUNTRY
from shop.inventory.models import Location
from shop.warehouses.errors import LocationCodeTaken, WrongCost, WrongPlace
from shop.warehouses.globe import Point
from shop.warehouses.models import ParcelCost, Warehouse


def open_location(*, code: str, name: str) -> Location:
    """Add a place with shelves.

    Raises:
        LocationCodeTaken: another has this code.
    """
    rule = LocationCodeTaken(found=f"`{code}`.", do="choose another code.")
    with refusing({"location_code_unique": rule}):
        return Location.objects.create(code=code, name=name)


def place_warehouse(*, location: Location, country: str, point: Point, rank: int = 100) -> Warehouse:
    """Say where a place stands and how gladly it sends; said again, it is changed.

    Args:
        point: latitude and longitude, in degrees.
        rank: the smaller, the sooner.

    Raises:
        WrongPlace: no point of the earth, or no country.
    """
    refuse_nowhere(country, point)
    latitude, longitude = (Decimal(str(degrees)).quantize(Decimal("0.0001")) for degrees in point)
    told = {"country": country, "latitude": latitude, "longitude": longitude, "rank": rank}
    warehouse, _ = Warehouse.objects.update_or_create(location=location, defaults=told)
    return warehouse


def set_parcel_cost(*, warehouse: Warehouse, country: str = "", parcel: Money, unit: Money) -> ParcelCost:
    """Say what a parcel costs from a warehouse to a country; said again, it is changed.

    Args:
        country: where to; empty for everywhere that has no cost of its own.
        parcel: for the parcel.
        unit: for each unit in it.

    Raises:
        WrongCost: below nothing, or not in the shop's currency: costs of two currencies cannot be compared.
        WrongPlace: no country.
    """
    if country:
        refuse_nowhere(country)
    if {parcel.currency, unit.currency} != {settings.SHOP_CURRENCY} or min(parcel.amount, unit.amount) < 0:
        raise WrongCost(
            found=f"{parcel} and {unit} a unit.",
            expected=f"0 or more, in {settings.SHOP_CURRENCY}.",
            do="convert it first, or correct it.",
        )
    told = {"parcel_amount": parcel.amount, "unit_amount": unit.amount, "currency": parcel.currency}
    cost, _ = ParcelCost.objects.update_or_create(warehouse=warehouse, country=country, defaults=told)
    return cost


def refuse_nowhere(country: str, point: Point = (0, 0)) -> None:
    """Raise WrongPlace unless it is a country's code, and a point of the earth."""
    north, east = point
    if not re.fullmatch(COUNTRY, country) or not (-90 <= north <= 90 and -180 <= east <= 180):
        raise WrongPlace(
            found=f"`{country}`, {north} north, {east} east.",
            expected="two capitals, as DE; -90 to 90 north, -180 to 180 east.",
            do="look it up on a map.",
        )
