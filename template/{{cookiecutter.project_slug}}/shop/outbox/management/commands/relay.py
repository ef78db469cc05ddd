"""Bring what happened to the workers: `manage.py relay`, until it is told to end."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection
from kombu.exceptions import OperationalError as BrokerError

# {% if reached("kubernetes.alive") %}
from shop.core.life import show_life
# {% endif %}
from shop.core.stopping import stopping
from shop.outbox import sending
from shop.outbox.services.relaying import hand_over, spread
from shop.outbox.subscriptions import subscriptions

logger = logging.getLogger(__name__)

AWAY = 2.0  # seconds, until it looks again whether a server is back


class Command(BaseCommand):
    """Several may run at once; they share the work. It looks, and does not listen.

    `LISTEN` and `NOTIFY` would bring an event some tenths of a second earlier. But each transaction that
    notifies takes one lock of the whole server when it commits; see `PreCommit_Notify` in PostgreSQL's
    `src/backend/commands/async.c`.
    The look uses an index that is mostly empty.
    """

    help = "Bring what happened to the workers, until it is told to end. Example: python manage.py relay"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("--every", type=float, default=0.5, help="seconds between two looks (0.5)")
        parser.add_argument("--once", action="store_true", help="bring what there is, and end")

    def handle(self, *args: Any, every: float, once: bool, verbosity: int, **options: Any) -> None:
        """Look, bring, look again. SIGTERM and Ctrl-C end it after the batch that it is at."""
        if once:
            count = bring_all()
            if verbosity > 0:
                self.stdout.write(f"Handed over {count} deliveries.")
            return
        with stopping() as stop:
            logger.info("The relay runs.")
            while not stop.is_set():
                # {% if reached("kubernetes.alive") %}
                show_life()
                # {% endif %}
                stop.wait(look(every))
        logger.info("The relay has ended.")


def look(every: float) -> float:
    """Bring a batch; gives how long to wait until the next."""
    try:
        return 0 if bring() else every
    except (OperationalError, InterfaceError, BrokerError) as error:
        # Whatever was claimed and not sent is due again in half a minute.
        logger.warning("The relay waits: a server does not answer (%s).", type(error).__name__)
        connection.close()
        return AWAY


def bring() -> int:
    """Spread a batch of events, and hand a batch of deliveries over; gives how much there was to do."""
    return spread(among=subscriptions()) + hand_over(send=sending.send)


def bring_all() -> int:
    """Spread and hand over all there is; gives how many deliveries that were."""
    while spread(among=subscriptions()):
        pass
    count = 0
    while handed := hand_over(send=sending.send):
        count += handed
    return count
