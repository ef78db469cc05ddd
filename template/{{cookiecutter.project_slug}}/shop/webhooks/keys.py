"""The secret of an endpoint. It is made of the endpoint's identifier and the shop's own secret, so that no
table, and no copy of one, can lose it. A new one is the next in a row that nobody else can count on."""

# {% if reached("launch.worst-days") %}
from django.conf import settings
# {% endif %}
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
    # {% if reached("launch.worst-days") %}
    # Made with the shop's own secret of before: its owner has that one until they were told another.
    keys += [_key(endpoint, endpoint.generation, secret) for secret in settings.SECRET_KEY_FALLBACKS]
    # {% endif %}
    return keys


# {% if reached("launch.worst-days") %}
def _key(endpoint: Endpoint, generation: int, secret: str | None = None) -> str:
    name = f"{endpoint.public_id}.{generation}"
    made = salted_hmac("shop.webhooks.keys", name, secret=secret, algorithm="sha256")
    # {% else %}
def _key(endpoint: Endpoint, generation: int) -> str:
    made = salted_hmac("shop.webhooks.keys", f"{endpoint.public_id}.{generation}", algorithm="sha256")
    # {% endif %}
    return written(made.digest())
