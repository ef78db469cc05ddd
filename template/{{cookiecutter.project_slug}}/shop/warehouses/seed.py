"""Warehouses for the demonstration shop: two more places, each with some of what there is enough of."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from zlib import crc32

from django.conf import settings

from shop.catalog.seed.forms import price
from shop.core.money import Money
from shop.inventory.models import Location, StockItem
from shop.inventory.services.ledger import Slip, receive_stock
from shop.inventory.services.places import default_location
from shop.warehouses.models import Warehouse
from shop.warehouses.services.places import open_location, place_warehouse, set_parcel_cost

DELIVERY = Slip(reference="Opening stock")
ENOUGH = 12  # of a thing of which there is less at home, nothing is elsewhere


def seed() -> str:
    """Open the warehouses that are missing and fill them; one that is there stays as it is."""
    default_location()
    there = {place.code: place for place in Location.objects.all()}
    placed = set(Warehouse.objects.values_list("location__code", flat=True))
    for entry in warehouses():
        if entry["code"] in placed or ("name" not in entry and entry["code"] not in there):
            continue
        place = there.get(entry["code"]) or open_location(code=entry["code"], name=entry["name"])
        describe(place, entry)
        if not place.is_default:
            fill(place)
    return f"{Warehouse.objects.count()} warehouses"


def warehouses() -> list[dict[str, Any]]:
    """What the file beside this module tells."""
    file = Path(__file__).with_name("seed.toml")
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["warehouse"]
    return entries


def describe(place: Location, entry: Mapping[str, Any]) -> None:
    """Put a place on the map, and say what it costs to send from there."""
    north, east = entry["point"]
    warehouse = place_warehouse(
        location=place, country=entry["country"], point=(north, east), rank=entry["rank"]
    )
    unit = euros(entry["unit"])
    for country, parcel in {"": entry["parcel"], **entry["abroad"]}.items():
        set_parcel_cost(warehouse=warehouse, country=country, parcel=euros(parcel), unit=unit)


def euros(amount: str) -> Money:
    """An amount that the file tells, in the shop's currency."""
    return price(Decimal(amount), settings.SHOP_CURRENCY)


def fill(place: Location) -> None:
    """Deliver one to six of a third of what there is enough of at home: by lot, and everywhere the same."""
    enough = StockItem.objects.filter(location__is_default=True, on_hand__gte=ENOUGH)
    drawn = {
        variant: crc32(f"{place.code}/{sku}".encode())
        for variant, sku in enough.values_list("variant", "variant__sku")
    }
    if came := {variant: 1 + lot // 3 % 6 for variant, lot in drawn.items() if lot % 3 == 0}:
        receive_stock(units=came, slip=DELIVERY, location=place)
