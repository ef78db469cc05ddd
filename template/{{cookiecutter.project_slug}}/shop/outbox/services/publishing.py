"""Say that something happened."""

from collections.abc import Mapping

from django.db import connection

# {% if reached("observability.logs") %}
from shop.core.observing import carried
from shop.outbox.models import VIA, Event
# {% else %}
from shop.outbox.models import Event
# {% endif %}


def publish(*, topic: str, key: str, payload: Mapping[str, object]) -> Event:
    """Say that something happened, in the transaction in which it happens. Costs one statement, a write.

    Args:
        topic: what happened: `order.placed`.
        key: what it happened to. The same is said once; a second time breaks `outbox_event_once`.
        payload: identifiers. Consumers look up the rest, as it is when they do.

    Raises:
        RuntimeError: there is no transaction that the event could share its fate with.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is published in one transaction with what happens. Found: none.")
    # {% if reached("observability.logs") %}
    via = {VIA: carried()} if carried() else {}
    return Event.objects.create(topic=topic, key=key, payload={**payload, **via})
    # {% else %}
    return Event.objects.create(topic=topic, key=key, payload=payload)
    # {% endif %}
