"""Promise things: for a while, or for good."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from shop.core import clock
from shop.core.integrity import refusing
from shop.inventory.errors import AlreadyReserved, OutOfStock, WrongQuantity
from shop.inventory.models import Reservation, ReservationLine, State, StockItem
from shop.inventory.recipes import unpacked
from shop.inventory.services.counts import shift


def reserve_stock(*, owner: str, wanted: Mapping[int, int], until: datetime) -> Reservation:
    """Set things aside for somebody until a moment: all of them, or none.

    Args:
        owner: for whom, in the caller's own words. One owner has one reservation at a time.
        wanted: units by variant id. What is packed of others is taken apart; the same thing, wanted by
            itself and inside others, is summed.

    Raises:
        OutOfStock: names every thing that fell short, and what is left of it.
        AlreadyReserved: something is held for this owner.
        WrongQuantity: nothing is wanted of something.
    """
    return promise(Reservation(owner=owner, until=until), wanted)


def allocate_stock(*, owner: str, wanted: Mapping[int, int]) -> Reservation:
    """Sell things at once, without holding them first: all of them, or none.

    Raises:
        OutOfStock, WrongQuantity: as `reserve_stock`.
    """
    now = clock.now()
    return promise(Reservation(owner=owner, until=now, state=State.USED, closed_at=now), wanted)


@transaction.atomic
def promise(reservation: Reservation, wanted: Mapping[int, int]) -> Reservation:
    """Write a promise. Costs five statements and what `recipes` costs, however much is wanted."""
    refuse_nothing(wanted)
    found = places(unpacked(wanted))
    # A look at what may be old already. It spares the many who come too late all the work below, and holds
    # nobody up; whoever passes it is still asked by the statement that writes.
    refuse_short([(item, count) for item, count in found if left(item) < count])
    units = {item.pk: count for item, count in found}
    rule = AlreadyReserved(found=f"a reservation for {reservation.owner}.", do="extend it, or release it.")
    with refusing({"reservation_one_held_per_owner": rule}):
        reservation.save(force_insert=True)
    ReservationLine.objects.bulk_create(
        ReservationLine(reservation=reservation, item_id=item, units=count) for item, count in units.items()
    )
    # Last, because from here to the end of the transaction everybody waits who wants one of these.
    changed = shift(units, **counts_of(reservation))
    if len(changed) < len(units):
        refuse_short([(item, count) for item, count in places(unpacked(wanted)) if item.pk not in changed])
    return reservation


def counts_of(reservation: Reservation) -> dict[str, int]:
    """In which count a reservation stands."""
    return {"held": 1} if reservation.state == State.HELD else {"allocated": 1}


def places(units: Mapping[int, int]) -> list[tuple[StockItem, int]]:
    """From which shelves to take so many of each thing, in key order. Costs one query and holds nothing.

    Raises:
        OutOfStock: something has no shelf.
    """
    usual = StockItem.objects.filter(variant__in=units, location__is_default=True)
    found = [(item, units[item.variant_id]) for item in usual.select_related("variant").order_by("pk")]
    if missing := units.keys() - {item.variant_id for item, _ in found}:
        raise OutOfStock(dict.fromkeys(missing, 0), found="something that nobody keeps.")
    return found


def refuse_nothing(wanted: Mapping[int, int]) -> None:
    """Raise WrongQuantity unless something is wanted, and at least one of each."""
    if not wanted or any(units < 1 for units in wanted.values()):
        raise WrongQuantity(
            found=f"{sorted(wanted.values())} units.",
            expected="at least one of each thing that is wanted.",
            do="leave out what is not wanted.",
        )


def left(item: StockItem) -> int:
    """How many more of an item may be promised."""
    return item.on_hand + item.backorder_limit - item.held - item.allocated


def refuse_short(short: Sequence[tuple[StockItem, int]]) -> None:
    """Raise OutOfStock for what fell short, if anything did."""
    if short:
        words = ", ".join(f"{max(left(item), 0)} of {count} {item.variant.sku}" for item, count in short)
        raise OutOfStock({item.variant_id: max(left(item), 0) for item, _ in short}, found=f"{words}.")
