"""What an order was at a moment, for letters that ask about a moment."""

from datetime import datetime
from itertools import takewhile

from shop.orders.history import OrderState, replay
from shop.orders.models import Order


def as_of(*, order: Order, at: datetime) -> OrderState | None:
    """An order as it was at a moment; none, if it had not been placed. Costs one query.

    It stops at the first event that is too late: the numbers say what came after what, and clocks are wrong.
    """
    events = list(takewhile(lambda event: event.at <= at, order.events.all()))
    return replay(events) if events else None
