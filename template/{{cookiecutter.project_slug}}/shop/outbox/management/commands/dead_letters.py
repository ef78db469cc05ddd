"""Show what was given up, and have it tried again: `manage.py dead_letters --replay`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shop.outbox.selectors import dead_letters
from shop.outbox.services.replaying import replay


class Command(BaseCommand):
    """Reads only, unless it is told to replay."""

    help = (
        "Show what was given up. Example: python manage.py dead_letters mail.order-placed --replay "
        "has all failed mails of that kind tried again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("consumer", nargs="?", default="", help="of this consumer alone")
        parser.add_argument("--replay", action="store_true", help="have these tried again")

    def handle(self, *args: Any, consumer: str, **options: Any) -> None:
        """Show each, and what to do next."""
        chosen = dead_letters().filter(consumer=consumer) if consumer else dead_letters()
        letters = list(chosen)
        for letter in letters:
            self.stdout.write(f"{letter.pk}: {letter.consumer}, {letter.event}, {letter.attempts} attempts")
            self.stdout.write(f"    {letter.error}")
        if options["replay"]:
            count = replay(deliveries=[letter.pk for letter in letters])
            self.stdout.write(f"{count} will be tried again.")
            return
        advice = " --replay has them tried again." if letters else ""
        self.stdout.write(f"{len(letters)} given up.{advice}")
