"""What must be true of the shelves, across rows."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import F, Sum, Window
from django.db.models.functions import Coalesce, Lag

from shop.core.integrity import refusing
from shop.core.invariants import Drift, invariant
from shop.inventory.models import Movement, StockItem
from shop.inventory.services.ledger import promised


@invariant("stock-ledger", "What lies on a shelf is the sum of its movements.")
def stock_is_its_ledger() -> Iterator[Drift]:
    """Compare each item with its ledger. Costs one query, which reads all movements by their index."""
    items = StockItem.objects.select_related("variant", "location")
    summed = items.annotate(moved=Coalesce(Sum("movements__quantity"), 0))
    for item in summed.exclude(on_hand=F("moved")).order_by("pk"):
        yield Drift(
            what=f"{item}: {item.on_hand} on hand, and {item.moved} by its movements.",
            likely="somebody wrote on_hand past the services, in a console or by an import.",
            repair=f"set on_hand to {item.moved}, as the ledger says; then count the shelf.",
            mend=partial(believe_the_ledger, item),
        )


@transaction.atomic
def believe_the_ledger(item: StockItem) -> None:
    """Let an item have as many boxes as its movements brought.

    Raises:
        StockPromised: these are fewer than have been promised.
    """
    item.refresh_from_db(from_queryset=StockItem.objects.select_for_update())
    item.on_hand = item.movements.aggregate(sum=Coalesce(Sum("quantity"), 0))["sum"]
    with refusing({"stock_never_oversold": promised(item)}):
        item.save(update_fields=["on_hand"])


@invariant("ledger-chain", "Each line of the ledger goes on from the balance of the line before.")
def each_line_goes_on() -> Iterator[Drift]:
    """Compare each movement with the one before it. Costs one query."""
    before = Window(Lag("balance", default=0), partition_by="item", order_by="id")
    lines = Movement.objects.select_related("item__variant", "item__location").annotate(before=before)
    for line in lines.exclude(balance=F("before") + F("quantity")).order_by("pk"):
        yield Drift(
            what=f"{line.item}, line {line.pk}: {line.before} {line.quantity:+} is not {line.balance}.",
            likely="a line was written, changed or removed past the services, by somebody who may do that.",
            repair="none by a program: the ledger is not rewritten. Count the shelf, and say what was found.",
        )
