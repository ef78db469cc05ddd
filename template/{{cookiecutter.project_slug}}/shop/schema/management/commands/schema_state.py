"""Say what a change of the tables has left half-way: `manage.py schema_state`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.schema.standing import halves


class Command(BaseCommand):
    """Reads only."""

    help = (
        "Say what a change of the tables has left half-way, and what to do. Ends with 1 if something is "
        "worse than before. Example: python manage.py schema_state"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say it."""
        found = halves()
        for half in found:
            self.stdout.write(f"{half.what}\n  Do: {half.do}")
        if hurting := sum(half.hurts for half in found):
            raise CommandError(f"{hurting} half-way.")
        if not found:
            self.stdout.write("Nothing is half-way.")
