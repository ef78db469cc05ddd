"""The broker dies with messages in it, and keeps nothing."""

import signal

from drills.drill import Drill
from drills.place import Place
from drills.shopping import newest, orders, until_mailed
from drills.waiting import until
from shop.outbox.watching import queue_lengths

ORDERS = 5


def trouble(place: Place) -> None:
    """Let mails wait in the queue while the worker is halted, then kill the broker. The worker goes on."""
    place.processes.tell_all("worker", signal.SIGSTOP)
    orders(ORDERS)
    until(lambda: queue_lengths()["mail"] >= ORDERS - 2, "mails wait in the queue")
    place.kill("queues")
    orders(1)
    until(lambda: "The relay waits" in place.log("relay"), "the relay notices")
    place.processes.tell_all("worker", signal.SIGCONT)


def proof(place: Place) -> None:
    """Each buyer has their mail, and has it once."""
    until_mailed(place, newest(ORDERS + 1))


DRILL = Drill(trouble, proof)
