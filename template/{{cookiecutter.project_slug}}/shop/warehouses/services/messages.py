"""An outside system says how many there are. It may say so late, twice, or in any order."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from shop.catalog.models import Variant
from shop.core import clock
from shop.core.errors import ShopError
from shop.inventory.models import Location, Reason, StockItem
from shop.inventory.services.ledger import Slip, moved
from shop.inventory.services.places import keep_in_stock
from shop.warehouses.counting import expected, there_must_be
from shop.warehouses.errors import MessageDiffers, MessageUnclear, WrongMessage
from shop.warehouses.models import CountedPlace, Followed, Kind, StockMessage, Worth

# Clocks differ a little. A message from further in the future would put all later ones into its shadow.
AHEAD = timedelta(minutes=5)
MOST = 1_000_000  # units; a message of more has a mistake in it
NAMES = {"source": 24, "message_id": 48, "location_code": 40, "sku": 64}  # how long they may be


@dataclass(frozen=True)
class Said:
    """What a message says.

    Attributes:
        quantity: how many there were; or how many came, below zero how many went.
        occurred_at: of which moment it speaks.
        sequence: the source's own number of it, if it has one.
    """

    kind: Kind
    location: str
    sku: str
    quantity: int
    occurred_at: datetime
    sequence: int | None = None


def count_by(*, location: Location, source: str) -> CountedPlace:
    """Say which outside system counts at a place; said again, another one does."""
    place, _ = CountedPlace.objects.update_or_create(location=location, defaults={"source": source})
    return place


@transaction.atomic
def apply_stock_message(*, source: str, message_id: str, said: Said) -> StockMessage:
    """Keep a message, and let the shelves follow it. Told again, it changes nothing.

    What cannot be applied is kept as a problem, with the reason; `retry_stock_messages` tries it again.

    Raises:
        WrongMessage: it could never be true.
        MessageDiffers: the source has said something else under this name.
    """
    fields = {
        "kind": said.kind,
        "location_code": said.location,
        "sku": said.sku,
        "quantity": said.quantity,
        "occurred_at": said.occurred_at,
        "sequence": said.sequence,
    }
    new = StockMessage(source=source, message_id=message_id, **fields)
    refuse_senseless(new)
    # Two may bring the same message at once. Who comes second waits for the first, and finds it there.
    StockMessage.objects.bulk_create([new], ignore_conflicts=True)
    message = StockMessage.objects.select_for_update(of=("self",)).get(source=source, message_id=message_id)
    refuse_another(message, new)
    if message.worth == Worth.PROBLEM:
        attempt(message)
    return message


def retry_stock_messages() -> int:
    """Try the messages again that are problems, the oldest first; gives how many are none any more."""
    waiting = StockMessage.objects.filter(worth=Worth.PROBLEM).order_by("id")
    return sum(retried(pk) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def retried(pk: int) -> bool:
    """Try one message again, in a transaction of its own; gives whether it is a problem no more."""
    message = StockMessage.objects.select_for_update(of=("self",)).get(pk=pk)
    if message.worth == Worth.PROBLEM:
        attempt(message)
    return message.worth != Worth.PROBLEM


def attempt(message: StockMessage) -> None:
    """Let the shelves follow a message; if they cannot, say why, and keep it."""
    try:
        message.item = item_of(message)
        message.save(update_fields=["item"])
        follow(message.item, message)
        message.worth, message.why = worth_of(message)
    except ShopError as refusal:
        message.worth, message.why = Worth.PROBLEM, f"{refusal.title} {refusal.found}"[:300]
    message.save(update_fields=["worth", "why"])


def item_of(message: StockMessage) -> StockItem:
    """The shelf of which a message speaks, held until the transaction ends.

    Raises:
        MessageUnclear: no such place or SKU yet, somebody else counts there, or it has not happened yet.
        NotStocked: a set has no shelf.
    """
    if message.occurred_at > clock.now() + AHEAD:
        found = f"it speaks of {message.occurred_at:%Y-%m-%d %H:%M}, which is still to come."
        raise MessageUnclear(found=found, do="wait until then.")
    place = Location.objects.select_related("counted_by").filter(code=message.location_code).first()
    if place is None:
        found = f"no place `{message.location_code}`."
        raise MessageUnclear(found=found, do="open it, or correct the source.")
    counted_by: CountedPlace | None = getattr(place, "counted_by", None)
    if counted_by is None or counted_by.source != message.source:
        raise MessageUnclear(
            found=f"`{message.source}` does not count at {place}.", do="say who counts there."
        )
    variant = Variant.objects.filter(sku=message.sku).values_list("pk", flat=True).first()
    if variant is None:
        raise MessageUnclear(found=f"no SKU `{message.sku}`.", do="add it, or correct the source.")
    return keep_in_stock(variants=[variant], location=place)[variant]


def follow(item: StockItem, message: StockMessage) -> None:
    """Let there be as many of an item as there must be. Its row must be held.

    Args:
        message: because of which the line is written, if one has to be.

    Raises:
        MessageUnclear: that would be fewer than nothing; something has not been told yet.
        StockPromised: that would be fewer than have been promised.
    """
    must = there_must_be(expected().get(pk=item.pk))
    if must < 0:
        raise MessageUnclear(found=f"{must} of {item} would be left.", do="wait for what came before it.")
    if change := must - item.on_hand:
        (movement,) = moved({item: change}, Reason.COUNTED, Slip(reference=str(message)))
        Followed.objects.create(movement=movement, message=message)


def worth_of(message: StockMessage) -> tuple[Worth, str]:
    """Whether a message says something that no later count has said already."""
    counts = StockMessage.objects.filter(item=message.item, source=message.source, kind=Kind.COUNT)
    # What happened in the moment of a count is in it. Of two counts of one moment, neither is old.
    later = {"occurred_at__gt" if message.kind == Kind.COUNT else "occurred_at__gte": message.occurred_at}
    newest = counts.filter(**later).order_by("-occurred_at").first()
    if newest is None:
        return Worth.APPLIED, ""
    return Worth.IGNORED, f"{newest} counted at {newest.occurred_at:%Y-%m-%d %H:%M:%S}, which says it all."


def refuse_senseless(message: StockMessage) -> None:
    """Raise WrongMessage for what could not be true at any time, or does not fit into its fields."""
    least = 0 if message.kind == Kind.COUNT else -MOST
    if not least <= message.quantity <= MOST or (message.kind == Kind.CHANGE and not message.quantity):
        raise WrongMessage(
            found=f"a {message.kind} of {message.quantity}.",
            expected=f"a count of 0 or more, or a change of something; at most {MOST}.",
            do="correct the source.",
        )
    for name, most in NAMES.items():
        if not 0 < len(getattr(message, name)) <= most:
            found = f"`{getattr(message, name)}` as {name}."
            raise WrongMessage(found=found, expected=f"1 to {most} signs.", do="correct the source.")


def refuse_another(kept: StockMessage, new: StockMessage) -> None:
    """Raise MessageDiffers unless two messages of one name say the same."""
    for field in ("kind", "location_code", "sku", "quantity", "occurred_at", "sequence"):
        before, now = getattr(kept, field), getattr(new, field)
        if before != now:
            raise MessageDiffers(
                found=f"`{kept}` with {field} {now}, and before with {before}.",
                do="have the source give each message a name of its own.",
            )
