"""What can be asked of the warehouses. Each question says what it costs."""

from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.db.models import Q

from shop.inventory.destinations import Destination
from shop.inventory.models import Location, StockItem
from shop.warehouses.globe import away
from shop.warehouses.models import ParcelCost, Warehouse
from shop.warehouses.strategies import Place


def shelves_of(things: Collection[int]) -> list[StockItem]:
    """Every shelf of some things, with what is known of its place. Costs one query.

    Uses the index of the constraint `stock_once_per_place`.
    """
    rows = StockItem.objects.filter(variant__in=things)
    return list(rows.select_related("variant", "location__warehouse").order_by("pk"))


def costs_to(country: str) -> dict[int, ParcelCost]:
    """What a parcel to a country costs, by warehouse: the country's cost, or the general. Costs one query."""
    rows = ParcelCost.objects.filter(Q(country="") | Q(country=country), currency=settings.SHOP_CURRENCY)
    return {
        row.warehouse_id: row for row in rows.order_by("country")
    }  # the empty one first, to be written over


def places_of(
    locations: Iterable[Location], to: Destination, costs: Mapping[int, ParcelCost]
) -> dict[int, Place]:
    """What strategies may know of some locations, by their key. Asks nothing: their warehouses are there."""
    return {location.pk: place_of(location, to, costs.get(location.pk)) for location in locations}


def place_of(location: Location, to: Destination, cost: ParcelCost | None) -> Place:
    """What strategies may know of one location."""
    warehouse: Warehouse | None = getattr(location, "warehouse", None)
    parcel, unit = (cost.parcel_amount, cost.unit_amount) if cost else (None, 0)
    if warehouse is None:
        return Place(location.code, parcel=parcel, unit=unit)
    point = (float(warehouse.latitude), float(warehouse.longitude))
    return Place(location.code, away(point, to), warehouse.rank, parcel, unit)
