"""Give back what was reserved and not bought in time: `manage.py release_lapsed`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shop.inventory.services.closing import release_lapsed


class Command(BaseCommand):
    """Meant to run every minute. Several at once share the work and never wait for each other."""

    help = "Give back what was reserved and not bought in time. Example: python manage.py release_lapsed"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("--batch", type=int, default=100, help="so many reservations a transaction (100)")

    def handle(self, *args: Any, batch: int, verbosity: int, **options: Any) -> None:
        """One batch after the other, each in a transaction of its own, until nothing is left."""
        count = 0
        while released := release_lapsed(batch=batch):
            count += released
        if verbosity > 0:
            self.stdout.write(f"Released {count} reservations.")
