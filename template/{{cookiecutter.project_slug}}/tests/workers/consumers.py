"""Consumers whose work can be interrupted at the test's desk: in the middle, and after it."""

import os
from pathlib import Path

from shop.orders.services.numbers import next_number
from shop.outbox.consuming import consumes
from shop.outbox.models import Event
from tests.workers.desk import call


@consumes("errand.counted", "errand.count")
def count(event: Event) -> None:
    """Do half of something in the database, call at the desk, and end."""
    next_number(series=event.key)
    call(f"counting {event.key}")


@consumes("errand.written", "mail.write", outside=True)
def write(event: Event) -> None:
    """Write a line where no transaction takes it back, then call at the desk."""
    with Path(os.environ["TEST_FILE"]).open("a") as file:
        file.write(f"{event.key}\n")
    call(f"wrote {event.key}")
