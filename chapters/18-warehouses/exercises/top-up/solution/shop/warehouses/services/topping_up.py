"""Send what runs out elsewhere: as much as is missing, and no more than is free."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Sum

from shop.inventory.models import Location, StockItem
from shop.inventory.services.ledger import NO_SLIP, Slip
from shop.inventory.services.places import held
from shop.warehouses.models import Transfer, TransferLine, Way
from shop.warehouses.services.transfers import send_transfer


@transaction.atomic
def top_up(
    *, origin: Location, destination: Location, levels: Mapping[int, int], slip: Slip = NO_SLIP
) -> Transfer | None:
    """Send from one place to another what is missing there; gives nothing if nothing is to be sent.

    Args:
        levels: how many of each thing should lie at the destination, by variant id.
    """
    # Whoever comes second waits here, and sees below what the first has sent.
    items = held(levels, origin)
    there = lying(levels, destination)
    coming = under_way(levels, destination)
    units = {}
    for variant, item in items.items():
        missing = levels[variant] - there.get(variant, 0) - coming.get(variant, 0)
        free = item.on_hand - item.held - item.allocated
        if (count := min(missing, free)) > 0:
            units[variant] = count
    return send_transfer(origin=origin, destination=destination, units=units, slip=slip) if units else None


def lying(variants: Mapping[int, int], place: Location) -> dict[int, int]:
    """How many of some things lie at a place. Costs one query."""
    return dict(
        StockItem.objects.filter(variant__in=variants, location=place).values_list("variant", "on_hand")
    )


def under_way(variants: Mapping[int, int], place: Location) -> dict[int, int]:
    """How many of some things are on their way to a place. Costs one query."""
    lines = TransferLine.objects.filter(
        variant__in=variants, transfer__destination=place, transfer__state=Way.SENT
    )
    return dict(lines.values_list("variant").annotate(sum=Sum(F("sent") - F("received") - F("lost"))))
