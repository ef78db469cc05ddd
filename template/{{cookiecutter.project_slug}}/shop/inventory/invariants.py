"""What must be true of the shelves, across rows."""

from collections.abc import Iterator
from functools import partial
# {% if reached("reservations.drill") %}
from typing import TypedDict
# {% endif %}

from django.db import transaction
# {% if reached("reservations.drill") %}
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum, Window
# {% else %}
from django.db.models import F, Sum, Window
# {% endif %}
from django.db.models.functions import Coalesce, Lag
# {% if reached("reservations.drill") %}
from django_stubs_ext import WithAnnotations
# {% endif %}

from shop.core.integrity import refusing
from shop.core.invariants import Drift, invariant
# {% if reached("reservations.drill") %}
from shop.inventory.models import Movement, ReservationLine, State, StockItem
# {% else %}
from shop.inventory.models import Movement, StockItem
# {% endif %}
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
# {% if reached("reservations.drill") %}


class Promises(TypedDict):
    """What `with_promises` adds to an item."""

    held_for: int
    sold_to: int


@invariant("stock-promises", "What is held and sold of an item is the sum of its reservations.")
def promises_are_reserved() -> Iterator[Drift]:
    """Compare each item's counts with its reservations. Costs one query."""
    for item in with_promises().exclude(held=F("held_for"), allocated=F("sold_to")).order_by("pk"):
        yield Drift(
            what=f"{item}: {item.held} held and {item.allocated} sold, and {item.held_for} and"
            f" {item.sold_to} by its reservations.",
            likely="somebody wrote held or allocated past the services, or deleted a reservation.",
            repair=f"set held to {item.held_for} and allocated to {item.sold_to}, as the reservations say.",
            mend=partial(believe_the_reservations, item.pk),
        )


@transaction.atomic
def believe_the_reservations(pk: int) -> None:
    """Let as much of an item be promised as its reservations say.

    Raises:
        StockPromised: this is more than there is.
    """
    # First hold the row, then read the sums: a reservation is written in one transaction with its counts.
    StockItem.objects.select_for_update().get(pk=pk)
    item = with_promises().get(pk=pk)
    with refusing({"stock_never_oversold": promised(item)}):
        StockItem.objects.filter(pk=pk).update(held=item.held_for, allocated=item.sold_to)


def with_promises() -> "QuerySet[WithAnnotations[StockItem, Promises]]":
    """All items, each with what its reservations hold and have sold."""

    def summed(state: State) -> Coalesce:
        lines = ReservationLine.objects.filter(item=OuterRef("pk"), reservation__state=state)
        total = lines.order_by().values("item").annotate(sum=Sum("units")).values("sum")
        return Coalesce(Subquery(total), 0)

    items = StockItem.objects.select_related("variant", "location")
    return items.annotate(held_for=summed(State.HELD), sold_to=summed(State.USED))
# {% endif %}
