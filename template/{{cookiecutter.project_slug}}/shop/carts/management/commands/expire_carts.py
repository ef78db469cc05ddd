"""Forget the carts whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.carts.services.keeping import expire_carts


class Command(BaseCommand):
    """Run it once a night; it may run at any time, and twice at once."""

    help = "Forgets the carts whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget them, and say how many there were."""
        self.stdout.write(f"{expire_carts()} carts expired.")
