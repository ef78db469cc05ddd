"""A relay that knows the tests' consumers, and calls at the test's desk between sending and noting it."""

import os
import sys
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from shop.outbox import sending  # noqa: E402
from tests.workers import consumers  # noqa: E402, F401 - importing it registers
from tests.workers.desk import call  # noqa: E402

send = sending.send


def send_and_call(consumer: str, delivery: int) -> None:
    """Send, then wait at the desk."""
    send(consumer, delivery)
    call(f"sent {delivery}")


with patch.object(sending, "send", send_and_call):
    call_command("relay", *sys.argv[1:])
