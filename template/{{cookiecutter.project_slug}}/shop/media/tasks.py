"""What pictures do by the schedule."""

from django.core.management import call_command

from shop.outbox.sweeping import sweeps


@sweeps("clean-uploads")
def clean_uploads() -> None:
    """Remove uploaded files that no row speaks of."""
    call_command("clean_uploads", verbosity=0)
