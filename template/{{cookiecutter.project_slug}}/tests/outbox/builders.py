"""Small builders of events and deliveries."""

from django.db import transaction

from shop.core import clock
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.publishing import publish


def happened(key: str = "1", topic: str = "thing.happened", **payload: object) -> Event:
    """Something that happened."""
    with transaction.atomic():
        return publish(topic=topic, key=key, payload=payload)


def a_delivery(consumer: str = "errand", event: Event | None = None) -> Delivery:
    """An event for a consumer, due now."""
    event = event or happened()
    Event.objects.filter(pk=event.pk).update(spread_at=clock.now())
    return Delivery.objects.create(event=event, consumer=consumer, due_at=clock.now())


def waiting() -> list[tuple[str, str]]:
    """What waits: consumers and keys."""
    found = Delivery.objects.filter(state=State.WAITING).order_by("event", "consumer")
    return list(found.values_list("consumer", "event__key"))
