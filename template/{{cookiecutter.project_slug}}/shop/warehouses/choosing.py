"""From which shelves things are taken, where there are several: the shop's strategy decides."""

from collections import defaultdict
from collections.abc import Mapping

from django.conf import settings

from shop.inventory.destinations import Destination
from shop.inventory.errors import OutOfStock
from shop.inventory.models import StockItem
from shop.inventory.shelves import Chosen, chooses_shelves, refuse_unkept
from shop.warehouses.selectors import costs_to, places_of, shelves_of
from shop.warehouses.strategies import Place, Strategy, allocate


@chooses_shelves
def chosen(units: Mapping[int, int], to: Destination) -> Chosen:
    """The shelves of the places that send, and how many units from each.

    Costs one query; two where the strategy compares costs.

    Raises:
        OutOfStock: something has no shelf, or there is not enough of it in all places together.
    """
    items = shelves_of(units)
    refuse_unkept(units, items)
    to = to if to.country or to.point else Destination(settings.SHOP_COUNTRY)
    costs = costs_to(to.country) if settings.SHOP_STRATEGY == Strategy.CHEAPEST else {}
    places = places_of({item.location for item in items}, to, costs)
    shelves = {(places[item.location_id], item.variant_id): item for item in items}
    try:
        plan = allocate(settings.SHOP_STRATEGY, units, offered(units, shelves))
    except OutOfStock as short:
        raise worded(short, units, items) from short
    return [(shelves[place, thing], count) for place, gives in plan.items() for thing, count in gives.items()]


def offered(
    units: Mapping[int, int], shelves: Mapping[tuple[Place, int], StockItem]
) -> dict[Place, dict[int, int]]:
    """What may be taken from each place: boxes, if there are enough in all; else what will be made, too."""
    boxes: dict[int, int] = defaultdict(int)
    for (_, thing), item in shelves.items():
        boxes[thing] += ready(item)
    stock: dict[Place, dict[int, int]] = defaultdict(dict)
    for (place, thing), item in shelves.items():
        enough = boxes[thing] >= units[thing]
        stock[place][thing] = ready(item) if enough else ready(item, item.backorder_limit)
    return stock


def ready(item: StockItem, later: int = 0) -> int:
    """Boxes that nobody has been promised, and what may be promised beyond them."""
    return max(0, item.on_hand + later - item.held - item.allocated)


def worded(short: OutOfStock, units: Mapping[int, int], items: list[StockItem]) -> OutOfStock:
    """The same refusal, in the words of people: with the SKUs."""
    skus = {item.variant_id: item.variant.sku for item in items}
    words = ", ".join(f"{left} of {units[thing]} {skus[thing]}" for thing, left in short.left.items())
    return OutOfStock(short.left, found=f"{words}.")
