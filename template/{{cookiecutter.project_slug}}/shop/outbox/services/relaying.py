"""Bring what happened to those who want to hear of it, at least once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from shop.core import clock
# {% if reached("observability.logs") %}
from shop.core.observing import doing
from shop.outbox.models import VIA, Delivery, Event, State
# {% else %}
from shop.outbox.models import Delivery, Event, State
# {% endif %}
from shop.outbox.subscriptions import Subscription

BATCH = 100
# So long one relay has for handing a batch over, before another may. No longer is what a dead one had lost.
HANDING = timedelta(seconds=30)
# After so long without a word, what was handed over is taken for lost, and handed over again.
LOST = timedelta(hours=1)

Send = Callable[[str, int], None]


@dataclass(frozen=True)
class Claim:
    """Deliveries that one relay hands over now: consumers by delivery, and until when it has them."""

    consumers: Mapping[int, str]
    until: datetime
    # {% if reached("observability.logs") %}
    began: Mapping[int, Mapping[str, str]]  # where each began, by delivery
    # {% endif %}


@transaction.atomic
def spread(*, among: Mapping[str, Subscription], batch: int = BATCH) -> int:
    """Give new events a delivery for each consumer; gives how many events that were. Costs three statements.

    What is new, a mark on the row says, and not its number: a transaction that began early and ends late
    writes a low number when higher ones have been read already.
    """
    # Uses index: outbox_event_to_spread. Several relays share the work.
    new = Event.objects.select_for_update(skip_locked=True).filter(spread_at=None).order_by("id")
    events, now = list(new[:batch]), clock.now()
    if events:
        Delivery.objects.bulk_create(
            Delivery(event=event, consumer=each.name, due_at=now)
            for event in events
            for each in among.values()
            if each.topic == event.topic
        )
        Event.objects.filter(pk__in=[event.pk for event in events]).update(spread_at=now)
    return len(events)


def hand_over(*, send: Send, batch: int = BATCH) -> int:
    """Hand what is due to the workers; gives how many deliveries that were. Costs three statements.

    No transaction is open while it is sent. Who is killed between sending and noting it has sent something
    that will be sent again: that is the "at least" in at least once.

    Args:
        send: gives a delivery to a consumer's queue. What it raises ends the batch; the rest stays due.
    """
    claimed = claim(batch)
    for delivery, consumer in claimed.consumers.items():
        # {% if reached("observability.logs") %}
        with doing("relay", consumer, via=claimed.began[delivery]):
            send(consumer, delivery)
        # {% else %}
        send(consumer, delivery)
        # {% endif %}
    note_sent(claimed)
    return len(claimed.consumers)


@transaction.atomic
def claim(batch: int) -> Claim:
    """Take deliveries that are due, for half a minute."""
    now = clock.now()
    # Uses index: outbox_delivery_due.
    due = Delivery.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at", "id")
    # {% if reached("observability.logs") %}
    held = due.select_for_update(skip_locked=True, of=("self",))
    found = list(held.values_list("pk", "consumer", "event__payload")[:batch])
    chosen = {pk: consumer for pk, consumer, _ in found}
    began = {pk: payload.get(VIA, {}) for pk, _, payload in found}
    # {% else %}
    chosen = dict(due.select_for_update(skip_locked=True).values_list("pk", "consumer")[:batch])
    # {% endif %}
    if chosen:
        Delivery.objects.filter(pk__in=chosen).update(due_at=now + HANDING)
    # {% if reached("observability.logs") %}
    return Claim(chosen, now + HANDING, began)
    # {% else %}
    return Claim(chosen, now + HANDING)
    # {% endif %}


def note_sent(claimed: Claim) -> None:
    """Leave what was handed over to its worker. Where that has begun already, its own time stays."""
    if claimed.consumers:
        handed = Delivery.objects.filter(pk__in=claimed.consumers, state=State.WAITING, due_at=claimed.until)
        handed.update(due_at=clock.now() + LOST)
