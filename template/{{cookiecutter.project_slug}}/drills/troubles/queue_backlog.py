"""The only worker hangs while people order."""

import signal
from datetime import timedelta

from drills.drill import Drill
from drills.place import Place
from drills.shopping import made_older, newest, orders, until_mailed
from drills.waiting import until
from shop.outbox.models import Event
from shop.outbox.watching import queue_lengths

ORDERS = 20


def trouble(place: Place) -> None:
    """Halt the worker with all of its children, and let twenty minutes pass in which people order."""
    place.processes.tell_all("worker", signal.SIGSTOP)
    placed = orders(ORDERS)
    until(lambda: queue_lengths()["mail"] >= ORDERS - 4, "mails wait in the queue")
    made_older(Event, "at", timedelta(minutes=20), key__in=[one.public_id for one in placed])


def proof(place: Place) -> None:
    """Each buyer has their mail, and has it once."""
    until_mailed(place, newest(ORDERS))


DRILL = Drill(trouble, proof)
