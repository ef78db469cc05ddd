"""Finish checkouts that were left in the middle, and forget old ones: `manage.py sweep_checkouts`."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.checkout.services.sweeping import forget_checkouts, resume_unfinished


class Command(BaseCommand):
    """Meant to run every few minutes; it may run at any time, and twice at once."""

    help = (
        "Goes on with checkouts that were left between the money and the order, and forgets those of which "
        "nothing came. Example: python manage.py sweep_checkouts"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both, and say what came of it."""
        for point, count in sorted(resume_unfinished().items()):
            self.stdout.write(f"{count} now {point}.")
        self.stdout.write(f"{forget_checkouts()} forgotten.")
