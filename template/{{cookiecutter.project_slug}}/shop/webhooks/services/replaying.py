"""Have a message tried again that no worker tries any more."""

from django.db import transaction

from shop.core import clock
from shop.webhooks.errors import NotReplayable
from shop.webhooks.models import Incoming, State


@transaction.atomic
def replay(*, message: Incoming) -> Incoming:
    """Let a message wait for a worker again, with all its attempts. It stays the same message, and one.

    Raises:
        NotReplayable: it is done, or it waits already.
    """
    held = Incoming.objects.select_for_update(no_key=True).get(pk=message.pk)
    if held.state not in (State.DEAD, State.ASIDE):
        raise NotReplayable(
            found=f"{held}, which is {held.get_state_display().lower()}.",
            expected="a dead letter, or one that was set aside.",
            do="leave it; what is done is done once.",
        )
    held.state, held.finished_at, held.due_at = State.WAITING, None, clock.now()
    held.attempts, held.waits, held.replays = 0, 0, held.replays + 1
    held.save(update_fields=["state", "finished_at", "due_at", "attempts", "waits", "replays"])
    return held
