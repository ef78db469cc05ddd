"""The outside stock system delivers its messages itself, at `/webhooks/stock/`, signed.

    {"type": "stock.counted", "data": {"id": "m-1", "place": "porto", "sku": "MUG", "quantity": 3, "at": …}}

A second system is a second source with a name and secrets of its own; by that name it counts at its places.
"""

from shop.warehouses.models import Kind, Worth
from shop.warehouses.services.messages import apply_stock_message
from shop.warehouses.telling import said_by, text
from shop.webhooks.sources import Message, register
from shop.webhooks.standard import standard
from shop.webhooks.waiting import NotYet


def told(message: Message, kind: Kind) -> None:
    """Let the shelves follow what was said. Its name is the system's own, as in a file: in both, it is one.

    Raises:
        NotYet: it cannot be used yet; what came before it may be on its way.
        WrongMessage, MessageDiffers, ValueError, KeyError, TypeError: it is none, and a person has to look.
    """
    said = said_by(message.data | {"kind": kind})
    kept = apply_stock_message(source=message.source, message_id=text(message.data["id"]), said=said)
    if kept.worth == Worth.PROBLEM:
        raise NotYet(kept.why)


def counted(message: Message) -> None:
    """There were so many."""
    told(message, Kind.COUNT)


def changed(message: Message) -> None:
    """So many came, or went."""
    told(message, Kind.CHANGE)


register(standard("stock", {("stock.counted", "1"): counted, ("stock.changed", "1"): changed}))
