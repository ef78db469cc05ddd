"""Tell of orders that nobody has looked at."""

from datetime import timedelta

from shop.core import clock
from shop.orders.models import Order
from shop.orders.states import State
from shop.outbox.models import Event

PATIENCE = timedelta(days=1)


def tell_of_forgotten() -> int:
    """Publish `order.forgotten` for orders that nobody has confirmed in a day; gives how many there are.

    Costs two statements. Each order is told of once: its identifier is the event's key, and of one key there
    is one event, whoever writes it first.
    """
    forgotten = Order.objects.filter(state=State.PLACED, placed_at__lt=clock.now() - PATIENCE)
    orders = list(forgotten.values_list("public_id", flat=True))
    Event.objects.bulk_create(
        [Event(topic="order.forgotten", key=order, payload={"order": order}) for order in orders],
        ignore_conflicts=True,
    )
    return len(orders)
