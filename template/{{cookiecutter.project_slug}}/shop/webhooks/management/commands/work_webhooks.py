"""Work on webhooks until somebody stops it: `manage.py work_webhooks`. Several at once are fine."""

import logging
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection

# {% if reached("kubernetes.alive") %}
from shop.core.life import show_life
# {% endif %}
from shop.core.stopping import stopping
from shop.webhooks.works import WORKS

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """One thing after the other. SIGTERM and Ctrl-C end it after what it does at the moment."""

    help = (
        "Work on what came and on what goes out, until SIGTERM or Ctrl-C; what it is at is finished first. "
        "Example: python manage.py work_webhooks incoming --once"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("work", nargs="*", help=f"{', '.join(WORKS)}; all, if none is named")
        parser.add_argument("--once", action="store_true", help="end when nothing is due any more")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds to rest when all is done (1)")

    def handle(self, *args: Any, work: list[str], once: bool, pause: float, **options: Any) -> None:
        """Work; rest when there is nothing to do."""
        chosen = [WORKS[name] for name in work or WORKS]
        with stopping() as stop:
            while not stop.is_set():
                # {% if reached("kubernetes.alive") %}
                show_life()
                # {% endif %}
                # Each gets its turn, so that one that has much to do does not starve the other.
                if sum(done(one) for one in chosen):
                    continue
                if once:
                    return
                stop.wait(pause)


def done(work: Callable[[], bool]) -> bool:
    """Do one piece, if there is one. Without a database there is none; it is asked again after the pause."""
    try:
        return work()
    except (OperationalError, InterfaceError) as error:
        logger.warning("The database does not answer: %s", type(error).__name__)
        connection.close()
        return False
