"""A consumer that writes a line, for the test that looks what the line is about."""

import logging

from shop.outbox.consuming import consumes
from shop.outbox.models import Event
from tests.workers.desk import call


@consumes("errand.told", "errand.tell")
def tell(event: Event) -> None:
    """Write a line into the log, and call at the desk."""
    logging.getLogger("tests.logs").warning("an errand is told")
    call(f"told {event.key}")
