"""Promise things: for a while, or for good."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from shop.core import clock
from shop.core.integrity import refusing
# {% if reached("warehouses.several-places") %}
from shop.inventory.destinations import ANYWHERE, Destination
# {% endif %}
from shop.inventory.errors import AlreadyReserved, OutOfStock, WrongQuantity
from shop.inventory.models import Reservation, ReservationLine, State, StockItem
from shop.inventory.recipes import unpacked
# {% if reached("observability.metrics") %}
from shop.inventory.refusing import refusals_noticed
# {% endif %}
from shop.inventory.services.counts import shift
# {% if reached("warehouses.several-places") %}
from shop.inventory.shelves import places

LOOKS = 3  # so often somebody may come in between; then the shelves are held while it is planned


# {% if reached("observability.metrics") %}
@refusals_noticed()
# {% endif %}
def reserve_stock(
    *, owner: str, wanted: Mapping[int, int], until: datetime, to: Destination = ANYWHERE
) -> Reservation:
# {% else %}


def reserve_stock(*, owner: str, wanted: Mapping[int, int], until: datetime) -> Reservation:
# {% endif %}
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
    # {% if reached("warehouses.several-places") %}
    return promise_somewhere(Reservation(owner=owner, until=until), wanted, to)
    # {% else %}
    return promise(Reservation(owner=owner, until=until), wanted)
    # {% endif %}


# {% if reached("observability.metrics") %}
@refusals_noticed()
# {% endif %}
# {% if reached("warehouses.several-places") %}
def allocate_stock(*, owner: str, wanted: Mapping[int, int], to: Destination = ANYWHERE) -> Reservation:
# {% else %}
def allocate_stock(*, owner: str, wanted: Mapping[int, int]) -> Reservation:
# {% endif %}
    """Sell things at once, without holding them first: all of them, or none.

    Raises:
        OutOfStock, WrongQuantity: as `reserve_stock`.
    """
    now = clock.now()
    # {% if reached("warehouses.several-places") %}
    sale = Reservation(owner=owner, until=now, state=State.USED, closed_at=now)
    return promise_somewhere(sale, wanted, to)


class Overtaken(Exception):
    """Somebody took, between the look and the write, what was planned. Nobody outside hears of it."""


def promise_somewhere(reservation: Reservation, wanted: Mapping[int, int], to: Destination) -> Reservation:
    """Write a promise; plan again if somebody came in between, since another shelf may have it."""
    for _ in range(LOOKS):
        try:
            return promise(reservation, wanted, to)
        except Overtaken:
            continue  # nothing is written, and what was locked is free again
    return promise(reservation, wanted, to, hold_first=True)


@transaction.atomic
def promise(
    reservation: Reservation, wanted: Mapping[int, int], to: Destination, *, hold_first: bool = False
) -> Reservation:
    """Plan and write. Costs five statements and what `recipes` and `places` cost, however much is wanted."""
    refuse_nothing(wanted)
    things = unpacked(wanted)
    if hold_first:
        hold(things)
    found = places(things, to)
    # {% else %}
    return promise(Reservation(owner=owner, until=now, state=State.USED, closed_at=now), wanted)


@transaction.atomic
def promise(reservation: Reservation, wanted: Mapping[int, int]) -> Reservation:
    """Write a promise. Costs five statements and what `recipes` costs, however much is wanted."""
    refuse_nothing(wanted)
    found = places(unpacked(wanted))
    # {% endif %}
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
        # {% if reached("warehouses.several-places") %}
        if not hold_first:
            raise Overtaken
        refuse_short([(item, count) for item, count in found if item.pk not in changed])
        # {% else %}
        refuse_short([(item, count) for item, count in places(unpacked(wanted)) if item.pk not in changed])
        # {% endif %}
    return reservation


def counts_of(reservation: Reservation) -> dict[str, int]:
    """In which count a reservation stands."""
    return {"held": 1} if reservation.state == State.HELD else {"allocated": 1}


# {% if reached("warehouses.several-places") %}
def hold(things: Mapping[int, int]) -> None:
    """Hold all shelves of some things until the transaction ends, in key order. Costs one query."""
    rows = StockItem.objects.select_for_update(no_key=True).filter(variant__in=things)
    list(rows.order_by("pk").values_list("pk"))
# {% else %}
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
# {% endif %}


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
