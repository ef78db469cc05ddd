"""What must be true of several places, across rows."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum, Window
from django.db.models.functions import Coalesce, Lag

from shop.core import clock
from shop.core.invariants import Drift, invariant
from shop.inventory.models import Movement, Reason, StockItem
from shop.warehouses.counting import LONG_AGO, expected, there_must_be
from shop.warehouses.errors import MessageUnclear
from shop.warehouses.models import StockMessage, TransferLine, Way, Worth
from shop.warehouses.services.messages import follow, retried

# A message that is late is no message that is lost; after an hour somebody should ask.
LATE = timedelta(hours=1)


@invariant("transfer-ledger", "What is under way has left a shelf, and what arrived lies on another.")
def transfers_are_in_the_ledger() -> Iterator[Drift]:
    """Compare each line of each transfer with both places' ledgers. Costs one query."""
    gone, came = ledger_at("origin"), ledger_at("destination")
    lines = TransferLine.objects.select_related("variant", "transfer").annotate(gone=gone, came=came)
    for line in lines.exclude(gone=-F("sent"), came=F("received")).order_by("pk"):
        yield Drift(
            what=f"{line.transfer}, {line.variant}: {line.sent} sent and {line.received} received, and"
            f" {-line.gone} and {line.came} by the ledger.",
            likely="somebody wrote a transfer past the services, or a line of the ledger under its name.",
            repair="none by a program: count both shelves, and write into the ledger what was found.",
        )


def ledger_at(end: str) -> Coalesce:
    """What a transfer's lines in the ledger of one of its ends add up to."""
    lines = Movement.objects.filter(
        item__variant=OuterRef("variant"),
        item__location=OuterRef(f"transfer__{end}"),
        reason=Reason.MOVED,
        reference=OuterRef("transfer__public_id"),
    )
    total = lines.order_by().values("item").annotate(sum=Sum("quantity")).values("sum")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


@invariant("transfer-state", "Of a transfer that is done, nothing is under way.")
def done_is_done() -> Iterator[Drift]:
    """Look for transfers that are done and have something under way. Costs one query."""
    lines = TransferLine.objects.select_related("variant", "transfer").filter(transfer__state=Way.DONE)
    for line in lines.exclude(sent=F("received") + F("lost")).order_by("pk"):
        yield Drift(
            what=f"{line.transfer}, {line.variant}: done, and {line.under_way} are under way.",
            likely="somebody wrote the transfer's state past the services.",
            repair=f"say that these {line.under_way} are lost.",
            mend=partial(lose, line.pk),
        )


@transaction.atomic
def lose(pk: int) -> None:
    """Say that what has not come of a line is lost."""
    line = TransferLine.objects.select_for_update().get(pk=pk)
    line.lost = line.sent - line.received
    line.save(update_fields=["lost"])


@invariant("stock-outside", "Where an outside system counts, there is what it counted, and what moved since.")
def the_shelf_is_as_it_was_told() -> Iterator[Drift]:
    """Compare each item that is counted outside with what was said of it. Costs two queries."""
    drifted = list(expected().exclude(on_hand=F("counted") + F("moved") + F("told")).order_by("pk"))
    waiting = defaultdict[int | None, list[str]](list)
    for message in StockMessage.objects.filter(item__in=drifted, worth=Worth.PROBLEM).order_by("pk"):
        waiting[message.item_id].append(f"{message} waits ({message.why})")
    for item in drifted:
        since = "ever" if item.counted_at == LONG_AGO else f"the count of {item.counted_at:%Y-%m-%d %H:%M:%S}"
        must = there_must_be(item)
        yield Drift(
            what=f"{item}: {item.on_hand} on hand, and {must} by what was said: {item.counted} counted,"
            f" {item.moved:+} moved by the shop and {item.told:+} told since {since}.",
            likely="; ".join(waiting[item.pk]) or "somebody wrote past the services, or another counts now.",
            repair=f"try its messages again; then write {must - item.on_hand:+} into the ledger, as counted.",
            mend=partial(catch_up, item.pk),
        )


def catch_up(pk: int) -> None:
    """Try an item's messages again; if it still is not as it was told, write the difference.

    Raises:
        MessageUnclear, StockPromised: as `follow`.
    """
    messages = StockMessage.objects.filter(item=pk)
    for waiting in list(messages.filter(worth=Worth.PROBLEM).order_by("pk").values_list("pk", flat=True)):
        retried(waiting)
    with transaction.atomic():
        items = StockItem.objects.select_for_update(of=("self",)).select_related("variant", "location")
        follow(items.get(pk=pk), messages.latest("occurred_at", "pk"))


@invariant("stock-messages", "What an outside system said has come, all of it, and was understood.")
def messages_are_complete() -> Iterator[Drift]:
    """Look for numbers that are missing and for messages that wait. Costs two queries."""
    before = Window(Lag("sequence"), partition_by="source", order_by="sequence")
    numbered = StockMessage.objects.filter(sequence__isnull=False).annotate(before=before)
    # Not in the query: it would leave out what came a moment ago before it looks for what is missing.
    late = clock.now() - LATE
    gaps = numbered.filter(sequence__gt=F("before") + 1)
    for message in (one for one in gaps if one.received_at < late):
        first, last = message.before + 1, (message.sequence or 0) - 1
        yield Drift(
            what=f"{message.source}: {first if first == last else f'{first} to {last}'} never came;"
            f" {message.sequence} came at {message.received_at:%Y-%m-%d %H:%M:%S}.",
            likely="they were lost on the way, or the source gave them to somebody else.",
            repair="none by a program: ask the source to send them again, or to count.",
        )
    for unclear in StockMessage.objects.filter(worth=Worth.PROBLEM).order_by("pk"):
        yield Drift(
            what=f"{unclear}: waits since {unclear.received_at:%Y-%m-%d %H:%M:%S}.",
            likely=unclear.why,
            repair="try it again, once the reason is gone.",
            mend=partial(understand, unclear.pk),
        )


def understand(pk: int) -> None:
    """Try a message again.

    Raises:
        MessageUnclear: it still waits.
    """
    if not retried(pk):
        why = StockMessage.objects.values_list("why", flat=True).get(pk=pk)
        raise MessageUnclear(found=why, do="remove the reason, and try again.")
