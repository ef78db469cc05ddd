"""Fill rows while the shop is open: `manage.py backfill orders.email-key`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.core.stopping import stopping
from shop.schema.backfilling import Filling, backfill, fillings
from shop.schema.errors import SchemaError
from shop.schema.models import Backfill


class Command(BaseCommand):
    """Ends after the batch it is at when it is told to, and goes on there when it is called again."""

    help = (
        "Fill rows in small batches while people buy. Without a name, say how far all are, and end with "
        "1 if one is not done. Example: python manage.py backfill orders.email-key"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("name", nargs="?", help="what to fill")
        parser.add_argument("--size", type=int, default=500, help="rows a batch (500)")

    def handle(self, *args: Any, name: str | None, size: int, **options: Any) -> None:
        """Fill, or say how far it is."""
        known = fillings()
        if name is None:
            self.say_all(known)
            return
        if name not in known:
            raise CommandError(f"Nothing was filled.\nFound: {name}.\nDo: choose of {', '.join(known)}.")
        try:
            with stopping() as stop:
                done = backfill(known[name], stop=stop, tell=self.stdout.write, size=size)
        except SchemaError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(said(known[name]))
        if not done:
            raise CommandError("Stopped as asked. Call it again to go on.")

    def say_all(self, known: dict[str, Filling]) -> None:
        """Say how far each is."""
        for filling in known.values():
            self.stdout.write(said(filling))
        if not all(filling.is_done() for filling in known.values()):
            raise CommandError("Not all are done. Do: python manage.py backfill NAME")


def said(filling: Filling) -> str:
    """How far one is."""
    at = Backfill.objects.filter(name=filling.name).first()
    return f"{filling.name}: {at.filled if at else 0} filled, {filling.left()} left."
