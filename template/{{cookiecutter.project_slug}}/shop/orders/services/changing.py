"""What becomes of an order: it is confirmed, it is made smaller, it is cancelled.

Each verb holds the order, asks the table, moves stock, and writes one event. What was sold is never touched.
"""

from collections import Counter
from collections.abc import Mapping

from django.db import transaction

from shop.inventory.services.closing import cancel_sale
from shop.inventory.services.returning import give_back
from shop.orders.history import OrderState, Part
from shop.orders.models import Order, OrderLine, Reason
from shop.orders.people import Actor
from shop.orders.services import coupons
from shop.orders.services.recording import hold, record
from shop.orders.sharing import taken
from shop.orders.states import Verb, refuse_unfit, transition


@transaction.atomic
def confirm_order(*, order: Order, by: Actor) -> Order:
    """Say that somebody makes it ready. Costs four statements and a savepoint's two.

    Raises:
        NotPossible: it is not waiting for that, or it is not for them to do.
    """
    before = hold(order)
    row = transition(Verb.CONFIRM, before.state, by.role)
    return record(order, before, row, by, None, {})


@transaction.atomic
def reduce_order(*, order: Order, less: Mapping[int, int], reason: Reason, by: Actor) -> Order:
    """Take units off an order; the buyer pays what is left. Costs the same however many lines there are.

    Args:
        less: how many, by the number of the line.

    Raises:
        NotPossible: there are not so many, nothing would be left, or it is not for them to do.
    """
    before = hold(order)
    row = transition(Verb.REDUCE, before.state, by.role)
    refuse_unfit(row, before.units, less)
    lines = {line.number: line for line in order.lines.all()}
    give_back(reservation=order.reservation, units=things(lines, less))
    return record(order, before, row, by, reason, shares(order, lines, before, less))


@transaction.atomic
def cancel_order(*, order: Order, reason: Reason, by: Actor) -> Order:
    """Take back all that is left of an order, and the codes that it used.

    Raises:
        NotPossible: it is cancelled already, or it is not for them to do.
    """
    before = hold(order)
    row = transition(Verb.CANCEL, before.state, by.role)
    coupons.give_back(order=order)
    cancel_sale(reservation=order.reservation)
    return record(order, before, row, by, reason, before.lines)


def things(lines: Mapping[int, OrderLine], less: Mapping[int, int]) -> Counter[int]:
    """Of what things, by variant id, how many come back: those of which a set was packed when it was sold."""
    back: Counter[int] = Counter()
    for number, units in less.items():
        for part, each in lines[number].parts.items():
            back[int(part)] += each * units
    return back


def shares(
    order: Order, lines: Mapping[int, OrderLine], before: OrderState, less: Mapping[int, int]
) -> dict[int, Part]:
    """What units come to that are taken off, by line."""
    back = {}
    for number, units in less.items():
        line = lines[number]
        sold = Part(line.quantity, line.net_amount, line.tax_amount)
        back[number] = taken(sold, before.lines[number].units, units, included=order.included)
    return back
