"""Have a delivery tried again that no worker tries any more."""

from django.db import transaction

from shop.core import clock
from shop.webhooks.errors import NotReplayable
from shop.webhooks.models import Delivery, Fate


@transaction.atomic
def redeliver(*, delivery: Delivery) -> Delivery:
    """Let a delivery wait for a worker again, with all its attempts and the identifier that it had.

    Raises:
        NotReplayable: it has arrived, it waits already, or its endpoint is switched off.
    """
    ours = Delivery.objects.select_for_update(no_key=True, of=("self",)).select_related("endpoint")
    held = ours.get(pk=delivery.pk)
    if held.state != Fate.DEAD or not held.endpoint.is_active:
        raise NotReplayable(
            found=f"{held}, which is {held.get_state_display().lower()}, its endpoint switched "
            f"{'on' if held.endpoint.is_active else 'off'}.",
            expected="a dead letter to an endpoint that is on.",
            do="switch its endpoint on first, if that is what is wrong.",
        )
    held.state, held.finished_at, held.due_at, held.attempts = Fate.WAITING, None, clock.now(), 0
    held.save(update_fields=["state", "finished_at", "due_at", "attempts"])
    return held
