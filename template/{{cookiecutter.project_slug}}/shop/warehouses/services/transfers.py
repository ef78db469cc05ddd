"""Boxes leave one place, are under way for a while, and arrive at another: all of them, or some."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from shop.core import clock
from shop.inventory.models import Location, Reason, StockItem
from shop.inventory.services.ledger import Slip, moved, promised
from shop.inventory.services.places import held, keep_in_stock
from shop.warehouses.errors import TransferClosed, WrongTransfer
from shop.warehouses.models import Arrival, Transfer, TransferLine, Way

NO_SLIP = Slip()


@transaction.atomic
def send_transfer(
    *, origin: Location, destination: Location, units: Mapping[int, int], slip: Slip = NO_SLIP
) -> Transfer:
    """Take boxes from one place's shelves and send them to another. Costs the same however many things go.

    Args:
        units: how many, by variant id.

    Raises:
        WrongTransfer: from a place to itself, nothing of something, or more than lies there.
        StockPromised: what would be left is less than what has been promised.
    """
    refuse_senseless(origin, destination, units)
    items = held(units, origin)
    refuse_absent(units, items, origin)
    transfer = Transfer.objects.create(origin=origin, destination=destination, by=slip.by)
    TransferLine.objects.bulk_create(
        TransferLine(transfer=transfer, variant_id=variant, sent=count) for variant, count in units.items()
    )
    note = Slip(slip.by, transfer.public_id, slip.note or f"To {destination}.")
    moved({item: -units[variant] for variant, item in items.items()}, Reason.MOVED, note)
    return transfer


@transaction.atomic
def receive_transfer(
    *, transfer: Transfer, key: str, units: Mapping[int, int], slip: Slip = NO_SLIP
) -> Transfer:
    """Put on the shelf what came of a transfer. Told twice under one key, it came once.

    Args:
        key: what whoever unpacks calls this arrival.
        units: how many came, by variant id. What did not come is still under way.

    Raises:
        TransferClosed: nothing is under way any more.
        WrongTransfer: more came than is under way; or another arrival has this key.
    """
    # Who comes second waits here, and finds the arrival of the first.
    now = Transfer.objects.select_for_update().get(pk=transfer.pk)
    lines = {line.variant_id: line for line in now.lines.select_related("variant")}
    told = {str(variant): count for variant, count in units.items()}
    if came_before(now, key, told):
        return now
    refuse_closed(now)
    refuse_surplus(units, lines)
    Arrival.objects.create(transfer=now, key=key, units=told)
    for variant, count in units.items():
        lines[variant].received += count
    TransferLine.objects.bulk_update([lines[variant] for variant in units], ["received"])
    items = keep_in_stock(variants=units, location=now.destination)
    note = Slip(slip.by, now.public_id, slip.note or f"From {now.origin}.")
    moved({items[variant]: count for variant, count in units.items()}, Reason.MOVED, note)
    return closed(now) if not any(line.under_way for line in lines.values()) else now


@transaction.atomic
def give_up_transfer(*, transfer: Transfer) -> Transfer:
    """Say that what has not come will not come: it is lost, and the transfer is done.

    Raises:
        TransferClosed: nothing is under way any more.
    """
    now = Transfer.objects.select_for_update().get(pk=transfer.pk)
    refuse_closed(now)
    now.lines.update(lost=F("sent") - F("received"))
    return closed(now)


def closed(transfer: Transfer) -> Transfer:
    """Say that nothing is under way any more."""
    transfer.state, transfer.closed_at = Way.DONE, clock.now()
    transfer.save(update_fields=["state", "closed_at"])
    return transfer


def came_before(transfer: Transfer, key: str, told: Mapping[str, int]) -> bool:
    """Whether this arrival was told already.

    Raises:
        WrongTransfer: one with this key was, and it was another.
    """
    before = transfer.arrivals.filter(key=key).first()
    if before and before.units != told:
        raise WrongTransfer(
            found=f"`{key}` with {told}, and before with {before.units}.",
            expected="one content under one key.",
            do="give this arrival a key of its own.",
        )
    return before is not None


def refuse_senseless(origin: Location, destination: Location, units: Mapping[int, int]) -> None:
    """Raise WrongTransfer unless something goes elsewhere."""
    if origin == destination or not units or min(units.values()) < 1:
        raise WrongTransfer(
            found=f"{sorted(units.values())} units from {origin} to {destination}.",
            expected="two places, and at least one of each thing.",
            do="correct the places or the numbers.",
        )


def refuse_absent(units: Mapping[int, int], items: Mapping[int, StockItem], origin: Location) -> None:
    """Raise unless so many lie there, and are not promised. The rows are held, so the numbers are true."""
    for variant, count in units.items():
        item = items.get(variant)
        if item is None or item.on_hand < count:
            raise WrongTransfer(
                found=f"{count} of {item or f'the variant {variant}'} to send,"
                f" and {item.on_hand if item else 0} at {origin}.",
                do="send fewer, or say first that more were found.",
            )
        if item.on_hand - count + item.backorder_limit < item.held + item.allocated:
            raise promised(item)


def refuse_surplus(units: Mapping[int, int], lines: Mapping[int, TransferLine]) -> None:
    """Raise WrongTransfer if something came that was not sent, or nothing of something."""
    if not units:
        raise WrongTransfer(found="nothing came.", do="say what came, or give the transfer up.")
    for variant, count in units.items():
        line = lines.get(variant)
        if line is None or not 1 <= count <= line.under_way:
            raise WrongTransfer(
                found=f"{count} of {line.variant if line else f'the variant {variant}'},"
                f" and {line.under_way if line else 0} under way.",
                do="count again. What came besides was found: write that into the ledger.",
            )


def refuse_closed(transfer: Transfer) -> None:
    """Raise TransferClosed unless something is under way."""
    if transfer.state != Way.SENT:
        raise TransferClosed(
            found=f"{transfer} is done since {transfer.closed_at:%Y-%m-%d %H:%M} UTC.",
            do="what came after all was found: write that into the ledger.",
        )
