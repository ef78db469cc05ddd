"""Hold an order, and write what happened to it. The row follows the history, and never leads."""

from collections.abc import Mapping

from shop.core import clock
# {% if reached("webhooks.announce") %}
from shop.orders.announcing import tell
# {% endif %}
from shop.orders.history import OrderState, Part, after, replay, written
from shop.orders.models import Order, OrderEvent, Reason
from shop.orders.people import Actor
from shop.orders.states import Role, State, Transition

COLUMNS = ["state", "version", "units", "net_amount", "tax_amount", "gross_amount"]


def hold(order: Order) -> OrderState:
    """Lock an order until the transaction ends, and say where it stands. Costs two queries."""
    order.refresh_from_db(from_queryset=Order.objects.select_for_update())
    return replay(order.events.all())


def record(
    order: Order,
    before: OrderState,
    row: Transition,
    by: Actor,
    reason: Reason | None,
    less: Mapping[int, Part],
) -> Order:
    """Write what happened to an order that is held, and let its row follow. Costs two statements.

    Args:
        less: what it takes off each line, by its number.
    """
    event = event_of(order, before, row, by)
    event.reason, event.data = reason or "", {"less": written(less)} if less else {}
    event.save(force_insert=True)
    now = after(before, event)
    project(order, now)
    order.changed_at = event.at
    order.save(update_fields=[*COLUMNS, "changed_at"])
    # {% if reached("webhooks.announce") %}
    tell(order, event, now)
    # {% endif %}
    return order


def event_of(order: Order, before: OrderState, row: Transition, by: Actor) -> OrderEvent:
    """The next event of an order, not written yet."""
    return OrderEvent(
        order=order,
        number=before.version + 1,
        verb=row.verb,
        state=row.after,
        role=by.role,
        by=by.user if by.role == Role.STAFF else None,
        at=clock.now(),
    )


def project(order: Order, now: OrderState) -> None:
    """Let an order's row say what its history says."""
    total = now.total
    order.state, order.version, order.units = now.state or State.PLACED, now.version, total.units
    order.net_amount, order.tax_amount, order.gross_amount = total.net, total.tax, total.gross
