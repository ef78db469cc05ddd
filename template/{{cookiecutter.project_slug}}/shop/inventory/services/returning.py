"""Give back a part of what was sold, and keep the rest promised."""

from collections.abc import Mapping

from django.db import transaction

from shop.inventory.errors import WrongQuantity
from shop.inventory.models import Reservation, ReservationLine, State
from shop.inventory.services.closing import refuse_closed
from shop.inventory.services.counts import shift


@transaction.atomic
def give_back(*, reservation: Reservation, units: Mapping[int, int]) -> Reservation:
    """Give back so many of some things that were sold and not sent; to give back all, `cancel_sale`.

    Costs five statements at most and a savepoint's two, however many things there are.

    Args:
        units: how many, by variant id.

    Raises:
        ReservationClosed: it was never sold, or given back already.
        WrongQuantity: there are not so many in it.
    """
    # Who comes second waits here, and reads the lines as the first has left them.
    held = Reservation.objects.select_for_update().get(pk=reservation.pk)
    refuse_closed(held, State.USED)
    back = spread(list(held.lines.select_related("item").order_by("item")), units)
    for line, count in back.items():
        line.units -= count
    held.lines.filter(pk__in=[line.pk for line in back if not line.units]).delete()
    ReservationLine.objects.bulk_update([line for line in back if line.units], ["units"])
    shift({line.item_id: count for line, count in back.items()}, allocated=-1)
    return held


def spread(lines: list[ReservationLine], units: Mapping[int, int]) -> dict[ReservationLine, int]:
    """From which shelf's line how many are given back: the first has to give first.

    Raises:
        WrongQuantity: there are not so many.
    """
    open_still, back = dict(units), {}
    for line in lines:
        if count := min(line.units, open_still.get(line.item.variant_id, 0)):
            back[line] = count
            open_still[line.item.variant_id] -= count
    if not back or any(open_still.values()):
        raise WrongQuantity(
            found=f"{sum(units.values())} units to give back.",
            expected=f"1 to {sum(line.units for line in lines)} of what is in the sale.",
            do="give back less.",
        )
    return back
