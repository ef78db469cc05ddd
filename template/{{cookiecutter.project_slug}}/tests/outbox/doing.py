"""Do at once what the relay and the workers would do."""

from shop.outbox.services.delivering import deliver
from shop.outbox.services.relaying import hand_over, spread
from shop.outbox.subscriptions import subscriptions


def all_done() -> None:
    """Have all be done that follows from what happened."""
    spread(among=subscriptions())
    hand_over(send=lambda consumer, delivery: deliver(delivery=delivery))
