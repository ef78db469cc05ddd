"""Boxes come, go, and turn out to be more or fewer than everybody thought. Each time, a line is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from shop.accounts.models import User
from shop.core.integrity import refusing
from shop.inventory.errors import StockPromised, WrongQuantity
from shop.inventory.models import Location, Movement, Reason, StockItem
from shop.inventory.models.movement import FEWER, MORE
from shop.inventory.services.places import keep_in_stock


@dataclass(frozen=True)
class Slip:
    """The paper that comes with a movement.

    Attributes:
        by: who moves it; nobody, if it is a program.
        reference: what it belongs to, such as the number of a delivery note.
    """

    by: User | None = None
    reference: str = ""
    note: str = ""


NO_SLIP = Slip()


@transaction.atomic
def receive_stock(
    *, units: Mapping[int, int], slip: Slip = NO_SLIP, location: Location | None = None
) -> list[Movement]:
    """Put a delivery on the shelf: all of it, or nothing. Costs the same however many things are in it.

    Args:
        units: how many came, by variant id.

    Raises:
        WrongQuantity: of something, none came.
        NotStocked: something in it is not kept.
    """
    for quantity in units.values():
        refuse_wrong_sign(quantity, Reason.RECEIVED)
    items = keep_in_stock(variants=units, location=location)
    changes = {items[variant]: quantity for variant, quantity in units.items()}
    return moved(changes, Reason.RECEIVED, slip)


@transaction.atomic
def adjust_stock(*, item: StockItem, change: int, reason: Reason, slip: Slip = NO_SLIP) -> Movement:
    """Say that there are more or fewer boxes than the shop believes, and why.

    Args:
        change: how many more; below zero, how many fewer.

    Raises:
        WrongQuantity: the reason does not fit, or there are not so many.
        StockPromised: what would be left is less than what has been promised.
    """
    refuse_wrong_sign(change, reason)
    item.refresh_from_db(from_queryset=StockItem.objects.select_for_update())
    (movement,) = moved({item: change}, reason, slip)
    return movement


def moved(changes: Mapping[StockItem, int], reason: Reason, slip: Slip) -> list[Movement]:
    """Write new numbers of boxes, and a line for each, in two statements. The items' rows must be held."""
    for item, change in changes.items():
        refuse_too_few(item, change)
        item.on_hand += change
    first = next(iter(changes))
    with refusing({"stock_never_oversold": promised(first)}):
        StockItem.objects.bulk_update(changes, ["on_hand"])
    told = {"reason": reason, "reference": slip.reference, "note": slip.note, "by": slip.by}
    return Movement.objects.bulk_create(
        Movement(item=item, quantity=change, balance=item.on_hand, **told) for item, change in changes.items()
    )


def promised(item: StockItem) -> StockPromised:
    """The refusal to have less than was promised."""
    return StockPromised(
        found=f"{item.held + item.allocated} of {item} are promised, {item.backorder_limit} of these may be"
        " made later.",
        do="free a promise first, or let more be ordered before they exist.",
    )


def refuse_wrong_sign(change: int, reason: Reason) -> None:
    """Raise WrongQuantity if a reason for more comes with fewer, or the other way round, or with nothing."""
    if change == 0 or (change < 0 and reason in MORE) or (change > 0 and reason in FEWER):
        raise WrongQuantity(
            found=f"{change:+} as {reason}.",
            expected=f"more than nothing for {', '.join(MORE)}; less for {', '.join(FEWER)}.",
            do="correct the quantity or the reason.",
        )


def refuse_too_few(item: StockItem, change: int) -> None:
    """Raise WrongQuantity if more would go than are there."""
    if item.on_hand + change < 0:
        raise WrongQuantity(
            found=f"{-change} of {item} to take away, and {item.on_hand} on the shelf.",
            do="take fewer, or say first that more were found.",
        )
