"""Forget what happened long ago."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from shop.outbox.models import Delivery, Event, State

BATCH = 1000


def forget_events(*, before: datetime) -> int:
    """Forget what happened before a moment and is done with, in batches; gives how many events that were.

    What waits is kept, and so is what was given up: a person has to look at it.
    """
    gone = 0
    while batch := forget(before):
        gone += batch
    return gone


@transaction.atomic
def forget(before: datetime) -> int:
    """Forget one batch."""
    open_still = Delivery.objects.filter(event=OuterRef("pk")).exclude(state=State.DONE)
    # Uses index: outbox_event_age.
    old = Event.objects.filter(~Exists(open_still), at__lt=before, spread_at__isnull=False)
    chosen = list(old.order_by("at").values_list("pk", flat=True)[:BATCH])
    Event.objects.filter(pk__in=chosen).delete()
    return len(chosen)
