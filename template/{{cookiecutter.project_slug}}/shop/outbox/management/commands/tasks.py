"""Say how the background work stands: `manage.py tasks`. As a check, it ends with 1 if something is wrong."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from redis import RedisError

from shop.core import clock
from shop.outbox.services.replaying import hurry
from shop.outbox.watching import PATIENCE, Standing, standing

BROKER_IS_AWAY = """The broker does not answer.
Found: {}.
Do: start it, or set BROKER_URL. Nothing is lost: what waits, waits in the database. If the broker has lost
what was in it, `manage.py tasks --hurry` hands it over at once, and the relay does by itself in an hour."""


class Command(BaseCommand):
    """Reads only, unless it is told to hurry."""

    help = (
        "Say how the background work stands. Ends with 1 if something is wrong. "
        "Example: python manage.py tasks --json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        longest, bears = PATIENCE.total_seconds(), "seconds that work may wait (300)"
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--patience", type=float, default=longest, help=bears)
        parser.add_argument("--hurry", action="store_true", help="hand over again what waits, and end")

    def handle(self, *args: Any, patience: float, **options: Any) -> None:
        """Say it, and what is wrong."""
        if options["hurry"]:
            self.stdout.write(f"{hurry()} will be handed over again.")
            return
        now = clock.now()
        try:
            found = standing()
        except RedisError as error:
            raise CommandError(BROKER_IS_AWAY.format(type(error).__name__)) from error
        troubles = list(found.troubles(now, timedelta(seconds=patience)))
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(found), "troubles": troubles}, default=str))
        else:
            self.stdout.write("\n".join(table(found, now)))
        if troubles:
            raise CommandError("\n".join(troubles))


def table(found: Standing, now: datetime) -> list[str]:
    """The same for people."""
    queues = [(f"queue {name}", str(length)) for name, length in found.queues.items()]
    rows = [
        *queues,
        ("oldest unsent event", ago(found.unsent, now)),
        ("oldest overdue delivery", ago(found.overdue, now)),
        ("deliveries waiting", str(found.waiting)),
        ("given up", str(found.dead)),
        ("last beat", ago(found.beat, now)),
    ]
    return [f"{name:<24} {value}" for name, value in rows]


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago that was."""
    return "none" if moment is None else f"{(now - moment).total_seconds():.0f} s ago"
