"""Draw how an order may go: `manage.py order_states`."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.orders.states import diagram


class Command(BaseCommand):
    """Prints a diagram that Mermaid draws, made from the table that the services ask."""

    help = "Draw how an order may go, for Mermaid. Example: python manage.py order_states > orders.mmd"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(diagram())
