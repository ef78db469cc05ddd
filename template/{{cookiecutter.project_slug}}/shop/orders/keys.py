"""The key to an order, for who placed it as a guest. It is made of the order's identifier and our secret.

Nothing is kept: the key stands in the answer to the order and in mails, and opens that one order for good.
"""

from django.core.signing import BadSignature, Signer

from shop.orders.models import Order


def signer() -> Signer:
    """Signs identifiers of orders, and nothing else: a signature for something else opens no order."""
    return Signer(salt="shop.orders.keys")


def key_of(order: Order) -> str:
    """What opens an order."""
    return signer().sign(order.public_id).rpartition(":")[2]


def opens(key: str, order: Order) -> bool:
    """Whether a key is that of an order. One made with a secret of yesterday opens while Django knows it."""
    try:
        return bool(signer().unsign(f"{order.public_id}:{key}"))
    except BadSignature:
        return False
