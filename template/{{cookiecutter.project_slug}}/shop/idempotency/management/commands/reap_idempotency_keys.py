"""Forget answers that nobody will ask for again: `manage.py reap_idempotency_keys`."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.idempotency.services import reap_keys


class Command(BaseCommand):
    """Run it every hour; it may run at any time, and twice at once."""

    help = "Forgets idempotency keys that are a day old. Example: python manage.py reap_idempotency_keys"

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget them, and say how many there were."""
        self.stdout.write(f"{reap_keys()} keys forgotten.")
