"""Say that it is time."""

from collections.abc import Mapping
from datetime import datetime

from shop.outbox.models import Event

TOPIC = "schedule."


def tick(*, due: Mapping[str, datetime]) -> None:
    """Publish that slots of the schedule have begun, unless somebody has. Costs one statement.

    No lock: the slot is the event's key, and of one key there is one event. A lock can be lost by who holds
    it, without a sign, by a long pause or a cut line; then two write. A unique key cannot.

    Args:
        due: the beginning of a slot, by the name of what is due in it.
    """
    Event.objects.bulk_create(
        [Event(topic=TOPIC + name, key=slot.isoformat()) for name, slot in due.items()],
        ignore_conflicts=True,
    )
