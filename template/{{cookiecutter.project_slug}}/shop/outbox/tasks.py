"""What the outbox does by the schedule."""

from datetime import timedelta

from django.conf import settings
from django.core.management import CommandError, call_command

from shop.core import clock
from shop.outbox.errors import GiveUp
from shop.outbox.services.forgetting import forget_events
from shop.outbox.sweeping import sweeps


@sweeps("forget-events")
def forget_old_events() -> None:
    """Forget what is done with."""
    forget_events(before=clock.now() - timedelta(days=settings.SHOP_EVENT_DAYS))


@sweeps("check-invariants", seconds=1500)
def check_invariants() -> None:
    """Look whether what must be true still is.

    Raises:
        GiveUp: something drifted. A person finds it among what was given up; to look again would not help.
    """
    try:
        call_command("check_invariants", verbosity=0)
    except CommandError as error:
        raise GiveUp(f"manage.py check_invariants: {error}") from error
