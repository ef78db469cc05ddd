"""The relay is killed while people order."""

from datetime import timedelta

from drills.drill import Drill
from drills.place import Place
from drills.shopping import made_older, newest, orders, until_mailed
from shop.outbox.models import Event

ORDERS = 3


def trouble(place: Place) -> None:
    """Kill the relay, and let ten minutes pass in which people order."""
    place.kill("relay")
    orders(ORDERS)
    made_older(Event, "at", timedelta(minutes=10), spread_at=None)


def proof(place: Place) -> None:
    """Each buyer has their mail, and has it once."""
    until_mailed(place, newest(ORDERS))


DRILL = Drill(trouble, proof)
