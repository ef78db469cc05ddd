"""What others may hear of an order: that it was placed or cancelled, and what it comes to. No person."""

from shop.orders.history import OrderState
from shop.orders.models import Order, OrderEvent
from shop.orders.states import Verb
from shop.webhooks import topics
from shop.webhooks.services.announcing import announce

TOPICS = {Verb.PLACE: "order.placed", Verb.CANCEL: "order.cancelled"}

topics.register("order.placed", "An order was placed")
topics.register("order.cancelled", "An order was cancelled")


def tell(order: Order, event: OrderEvent, now: OrderState) -> None:
    """Announce an event, if it is one that others may hear of. Costs one question, and a write if they do.

    Args:
        now: where the order stood with it.

    The order's number is left out: it is taken as late as can be, since everybody waits for it.
    """
    topic = TOPICS.get(Verb(event.verb))
    if topic:
        announce(
            topic=topic,
            data={
                "order": order.public_id,
                "state": event.state,
                "reason": event.reason,
                "version": event.number,
                "units": now.total.units,
                "total": {"amount": now.total.gross, "currency": order.currency},
            },
        )
