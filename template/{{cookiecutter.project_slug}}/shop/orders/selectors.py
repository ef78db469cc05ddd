"""What can be asked about orders. Each question says what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from shop.orders.errors import OrderNotFound
from shop.orders.history import OrderState, Part, replay
from shop.orders.models import Order, OrderContact, OrderEvent, OrderLine


@dataclass(frozen=True)
class OrderNow:
    """An order with all that belongs to it, and where its history says it stands.

    Attributes:
        contact: whose it is; none, if that was removed.
    """

    order: Order
    contact: OrderContact | None
    lines: Sequence[OrderLine]
    events: Sequence[OrderEvent]
    state: OrderState

    def left(self, line: OrderLine) -> Part:
        """What is left of a line."""
        return self.state.lines[line.number]


def order_by_public_id(public_id: str) -> Order:
    """An order with whose it is. Costs one query, by the index of `order_public_id_unique`.

    Raises:
        OrderNotFound: there is none.
    """
    order = Order.objects.select_related("contact").filter(public_id=public_id).first()
    if order is None:
        raise OrderNotFound(found=f"nothing as `{public_id}`.", do="compare it with what you were given.")
    return order


def order_now(order: Order) -> OrderNow:
    """All of an order. Costs two queries for an order of `order_by_public_id`, however long it is."""
    lines, events = list(order.lines.all()), list(order.events.select_related("by"))
    return OrderNow(order, getattr(order, "contact", None), lines, events, replay(events))


def newest_orders(*, state: str = "") -> "QuerySet[Order]":
    """All orders, or those of one state, the newest first. Uses index: order_newest, and that of a state."""
    orders = Order.objects.filter(state=state) if state else Order.objects.all()
    return orders.order_by("-placed_at", "-id")
