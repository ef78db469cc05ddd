"""Open the waiting room, or close it: `manage.py waiting_room --open 20`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from shop.surge.line import the_line

MIDDLEWARE = "shop.surge.waiting.WaitingRoom"


class Command(BaseCommand):
    """Opened minutes before a sale, closed when nobody stands there any more."""

    help = (
        "Let people stand in line before the pages, and so many in a second. Open again with another number "
        "to change the pace; nobody loses their place. Example: python manage.py waiting_room --open 20"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--open", type=float, metavar="PACE", help="let so many in a second")
        chosen.add_argument("--close", action="store_true", help="let all in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what follows."""
        if MIDDLEWARE not in settings.MIDDLEWARE:
            raise CommandError(
                "There is no waiting room.\nFound: WAITING_ROOM is not set.\n"
                "Do: set WAITING_ROOM=yes for the web processes and here, and start them anew."
            )
        if options["close"]:
            the_line().close()
            self.stdout.write("The waiting room is closed. All are let in.")
            return
        if options["open"] <= 0:
            raise CommandError(f"Found: {options['open']} a second. Expected: more than 0.")
        the_line().open(options["open"])
        self.stdout.write(
            f"The waiting room is open, within five seconds. {options['open']:g} a second are let in."
        )
