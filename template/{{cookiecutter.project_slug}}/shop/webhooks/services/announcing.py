"""Say that something has happened, in the transaction in which it does. Others hear of it later."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection

from shop.core import clock
from shop.core.ids import public_id
# {% if reached("observability.tracing") %}
from shop.core.observing import carried
# {% endif %}
from shop.webhooks import topics
from shop.webhooks.models import Endpoint

# The announcement and all of its deliveries are one statement, however many endpoints there are.
WRITE = """
WITH announced AS (
# {% if reached("observability.tracing") %}
    INSERT INTO webhooks_announcement (public_id, topic, body, at, via)
    VALUES (%s, %s, %s, %s, %s::jsonb) RETURNING id, at
# {% else %}
    INSERT INTO webhooks_announcement (public_id, topic, body, at) VALUES (%s, %s, %s, %s) RETURNING id, at
# {% endif %}
)
INSERT INTO webhooks_delivery (announcement_id, endpoint_id, state, attempts, due_at, why)
SELECT announced.id, endpoint, 'waiting', 0, announced.at, '' FROM announced, unnest(%s::bigint[]) AS endpoint
"""


def announce(*, topic: str, data: Mapping[str, Any]) -> bool:
    """Write down what has happened, for every endpoint that wants to hear of it.

    It costs one question; and one write, if somebody listens. Nothing is sent here: if the caller's
    transaction is rolled back, nothing has happened, and nobody hears of it.

    Args:
        data: identifiers and amounts, and no person. What it says goes to others, and cannot be taken back.

    Returns:
        Whether anybody will hear it.

    Raises:
        RuntimeError: there is no transaction, so that one could happen without the other.
        LookupError: no such topic was registered.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("What happens and that it is told are one transaction. Found: none.")
    if topic not in topics.known():
        raise LookupError(f"no topic `{topic}` was registered")
    wanting = Endpoint.objects.filter(is_active=True, topics__contains=[topic]).values_list("pk", flat=True)
    listeners = sorted(wanting)
    if not listeners:
        return False
    now = clock.now()
    said = {"type": topic, "timestamp": now.isoformat().replace("+00:00", "Z"), "data": data}
    body = json.dumps(said, separators=(",", ":"))
    with connection.cursor() as cursor:
        # {% if reached("observability.tracing") %}
        cursor.execute(WRITE, [public_id("msg"), topic, body, now, json.dumps(carried()), listeners])
        # {% else %}
        cursor.execute(WRITE, [public_id("msg"), topic, body, now, listeners])
        # {% endif %}
    return True
