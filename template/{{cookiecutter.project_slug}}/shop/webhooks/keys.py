"""The secret of an endpoint. It is made of the endpoint's identifier and the shop's own secret, so that no
table, and no copy of one, can lose it. A new one is the next in a row that nobody else can count on."""

from django.utils.crypto import salted_hmac

from shop.core import clock
from shop.webhooks.models import Endpoint
from shop.webhooks.signing import written


def key_of(endpoint: Endpoint) -> str:
    """The secret that is good now, as its owner gets it."""
    return _key(endpoint, endpoint.generation)


def keys_of(endpoint: Endpoint) -> list[str]:
    """All secrets that are good now: the newest, and the one before it until its owner has changed over."""
    keys = [key_of(endpoint)]
    if endpoint.previous_until and clock.now() < endpoint.previous_until:
        keys.append(_key(endpoint, endpoint.generation - 1))
    return keys


def _key(endpoint: Endpoint, generation: int) -> str:
    made = salted_hmac("shop.webhooks.keys", f"{endpoint.public_id}.{generation}", algorithm="sha256")
    return written(made.digest())
