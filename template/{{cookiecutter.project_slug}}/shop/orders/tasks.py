"""What orders do in the background."""

from shop.orders.announcing import tell
from shop.orders.history import OrderState, after
from shop.orders.mails import placed_mail
from shop.orders.selectors import order_by_public_id
from shop.outbox.consuming import consumes
from shop.outbox.models import Event


@consumes("order.placed", "mail.order-placed", outside=True)
def mail_what_was_ordered(event: Event) -> None:
    """Tell the buyer that the order is here. Who has asked to be forgotten meanwhile is told nothing."""
    order = order_by_public_id(event.payload["order"])
    if contact := getattr(order, "contact", None):
        placed_mail(order, contact, event.payload["language"]).send()


@consumes("order.placed", "webhooks.order-placed")
def announce_what_was_ordered(event: Event) -> None:
    """Let others hear of the order as it was placed, whatever has happened to it since."""
    order = order_by_public_id(event.payload["order"])
    placed = order.events.get(number=1)
    tell(order, placed, after(OrderState(), placed))
