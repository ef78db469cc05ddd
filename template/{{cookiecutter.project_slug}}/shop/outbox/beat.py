"""What Celery's beat does in this store: `celery -A config beat`. Start as many as you like."""

import logging
from datetime import datetime
from typing import Any

from celery.beat import Scheduler
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from shop.core import clock
# {% if reached("kubernetes.alive") %}
from shop.core.life import show_life
# {% endif %}
from shop.outbox.schedule import Schedule, slots, until_next
from shop.outbox.services.ticking import tick

logger = logging.getLogger(__name__)

LONGEST = 5.0  # seconds between two looks at the clock
AWAY = 1.0  # seconds, until it looks again whether the database is back


class OutboxScheduler(Scheduler):
    """Writes an event for each slot that begins. It keeps nothing: what was done, the events tell.

    After a pause, what would have been done in the meantime is done once, and not as often as it was missed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.plan: Schedule = settings.SHOP_SCHEDULE
        self.told: dict[str, datetime] = {}
        super().__init__(*args, **kwargs)

    def setup_schedule(self) -> None:
        """Celery's own entries are not used."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Tell of the slots that have begun; gives for how many seconds there is nothing to do."""
        # {% if reached("kubernetes.alive") %}
        show_life()
        # {% endif %}
        now = clock.now()
        current = slots(self.plan, now)
        if due := {name: slot for name, slot in current.items() if self.told.get(name) != slot}:
            try:
                tick(due=due)
            except (OperationalError, InterfaceError) as error:
                logger.warning("Beat waits: the database does not answer (%s).", type(error).__name__)
                connection.close()
                return AWAY
            self.told = current
        return min(LONGEST, until_next(self.plan, clock.now()).total_seconds())
