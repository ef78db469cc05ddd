"""From which shelves things are taken. A shop with one place has nothing to choose.

A domain that knows of several says here how to choose, and the shelves need not know the domain:

    @chooses_shelves
    def chosen(units, to): ...
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from shop.inventory.destinations import ANYWHERE, Destination
from shop.inventory.errors import OutOfStock
from shop.inventory.models import StockItem

Chosen = list[tuple[StockItem, int]]
Choose = Callable[[Mapping[int, int], Destination], Chosen]

_choosers: list[Choose] = []


def chooses_shelves(choose: Choose) -> Choose:
    """Have this function asked from which shelves to take; of several, the last one that said so."""
    _choosers.append(choose)
    return choose


def places(units: Mapping[int, int], to: Destination = ANYWHERE) -> Chosen:
    """From which shelves to take so many of each thing, in key order. Nothing is held: it may be old already.

    Costs one query where a shop has one place, and otherwise what the function costs that chooses.

    Raises:
        OutOfStock: something has no shelf, or there is not enough of it in all places together.
    """
    choose = _choosers[-1] if _choosers else usual_place
    return sorted(choose(units, to), key=lambda pair: pair[0].pk)


def usual_place(units: Mapping[int, int], to: Destination) -> Chosen:
    """All of it from where things usually lie. Whether it is enough, the caller looks. Costs one query."""
    usual = StockItem.objects.filter(variant__in=units, location__is_default=True)
    items = list(usual.select_related("variant"))
    refuse_unkept(units, items)
    return [(item, units[item.variant_id]) for item in items]


def refuse_unkept(units: Collection[int], items: Iterable[StockItem]) -> None:
    """Raise OutOfStock unless each thing has a shelf."""
    if missing := set(units) - {item.variant_id for item in items}:
        raise OutOfStock(dict.fromkeys(missing, 0), found="something that nobody keeps.")
