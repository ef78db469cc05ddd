"""What must be true of orders across rows, and how to put it right."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Count, Max

from shop.core.invariants import Drift, invariant
from shop.orders.history import BrokenHistory, OrderState, read, replay
from shop.orders.models import NumberCounter, Order
from shop.orders.services.recording import COLUMNS, hold, project

BATCH = 500


@invariant("orders-events", "Where an order stands is what its history comes to.")
def orders_are_their_events() -> Iterator[Drift]:
    """Compare each order with its history. Costs two queries for every 500 orders."""
    for order in Order.objects.order_by("pk").prefetch_related("events").iterator(chunk_size=BATCH):
        try:
            now = replay(order.events.all())
        except BrokenHistory as broken:
            yield Drift(
                what=f"{order}: {broken}",
                likely="a line of the history was written past the services.",
                repair="none by a program: the history is not rewritten. Find out who wrote.",
            )
            continue
        said, found = columns(order), expected(now)
        if said != found:
            yield Drift(
                what=f"{order}: {differing(said, found)}, and {differing(found, said)} by its history.",
                likely="somebody wrote the order past the services, in a console or by an import.",
                repair=f"set {differing(found, said)}, as the history says.",
                mend=partial(believe_the_history, order.pk),
            )


@transaction.atomic
def believe_the_history(pk: int) -> None:
    """Let an order's row say what its history says."""
    order = Order.objects.get(pk=pk)
    project(order, hold(order))
    order.save(update_fields=COLUMNS)


def columns(order: Order) -> dict[str, object]:
    """What a row says."""
    return {name: getattr(order, name) for name in COLUMNS}


def expected(now: OrderState) -> dict[str, object]:
    """What it should say."""
    order = Order()
    project(order, now)
    return columns(order)


def differing(these: dict[str, object], those: dict[str, object]) -> str:
    """What is not the same, for a person."""
    return ", ".join(f"{name} {value}" for name, value in these.items() if value != those[name])


@invariant("orders-lines", "An order began with what its lines say was sold.")
def orders_began_with_their_lines() -> Iterator[Drift]:
    """Compare each order's first event with its lines. Costs three queries for every 500 orders."""
    orders = Order.objects.order_by("pk").prefetch_related("lines", "events")
    for order in orders.iterator(chunk_size=BATCH):
        sold = {(line.number, line.quantity, line.net_amount, line.tax_amount) for line in order.lines.all()}
        first = next(iter(order.events.all()), None)
        began = read(first.data.get("lines", ())) if first else {}
        if sold != {(number, part.units, part.net, part.tax) for number, part in began.items()}:
            yield Drift(
                what=f"{order}: {len(sold)} lines, and the history begins with others.",
                likely="a line was written past the services, or lost when something was imported.",
                repair="none by a program: compare both with what was sent to the buyer.",
            )


@invariant("orders-numbers", "The orders of a series are numbered from one on, without a gap.")
def numbers_have_no_gap() -> Iterator[Drift]:
    """Compare each series with its counter. Costs two queries."""
    counters = dict(NumberCounter.objects.values_list("series", "last"))
    series = Order.objects.values("series").annotate(count=Count("pk"), most=Max("number")).order_by("series")
    for row in series:
        if not row["count"] == row["most"] == counters.pop(row["series"], 0):
            yield Drift(
                what=f"{row['series']}: {row['count']} orders, and the last is number {row['most']}.",
                likely="an order was deleted, or numbered past the services.",
                repair="none by a program: find the order in a backup, or note why a number is missing.",
            )
    for name, last in sorted(counters.items()):
        if last:
            yield Drift(
                what=f"{name}: no orders, and {last} numbers given out.",
                likely="orders were deleted, or numbers taken for nothing.",
                repair="none by a program: write down why numbers are missing.",
            )
