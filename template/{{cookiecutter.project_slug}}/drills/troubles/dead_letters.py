"""The mail server is away until the shop gives up."""

from drills.drill import Drill
from drills.place import Place
from drills.shopping import newest, orders, until_mailed
from drills.waiting import until
from shop.outbox.models import Delivery, State
from shop.outbox.services.delivering import RETRIES
from shop.outbox.services.replaying import hurry

ORDERS = 3


def trouble(place: Place) -> None:
    """End the mail server, let people order, and let five hours pass, in which each mail is tried often."""
    place.stop("mail")
    placed = orders(ORDERS)
    keys = [one.public_id for one in placed]
    mails = Delivery.objects.filter(consumer="mail.order-placed", event__key__in=keys)
    until(lambda: mails.exclude(error="").count() == ORDERS, "each mail fails")
    mails.update(attempts=RETRIES.tries - 1)

    def are_given_up() -> bool:
        hurry()
        return mails.filter(state=State.DEAD).count() == ORDERS

    until(are_given_up, "each mail is given up")


def proof(place: Place) -> None:
    """Each buyer has their mail, and has it once."""
    until_mailed(place, newest(ORDERS))


DRILL = Drill(trouble, proof)
