"""The process that works on webhooks hangs, while the provider sends everything twice."""

import signal
from datetime import timedelta

from drills.cards import bought, charges, told
from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import made_older
from drills.waiting import until
from shop.payments.models import PaymentEvent
from shop.webhooks.models import Incoming, Repeat, State

BUYERS = 2


def trouble(place: Place) -> None:
    """Halt it, let people pay, and let ten minutes pass."""
    place.processes.tell_all("webhooks", signal.SIGSTOP)
    told(place, "webhooks", copies=2)
    for _ in range(BUYERS):
        bought(place)
    until(lambda: Incoming.objects.count() >= BUYERS, "messages come")
    until(lambda: Repeat.objects.count() >= BUYERS, "and come again")
    made_older(Incoming, "received_at", timedelta(minutes=10))


def proof(place: Place) -> None:
    """Everything was worked on, and each payment is known once."""
    if left := Incoming.objects.filter(state__in=[State.WAITING, State.DEAD]).count():
        raise DrillFailed(f"{left} messages are not done.")
    known = PaymentEvent.objects.filter(kind="captured").count()
    if (known, sorted(charges(place).values())) != (BUYERS, [1] * BUYERS):
        raise DrillFailed(f"{known} captures are known, of {BUYERS}.")


DRILL = Drill(trouble, proof)
