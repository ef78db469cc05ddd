"""The provider takes money and breaks the line before it says so; its messages are lost."""

from datetime import timedelta

from drills.cards import base, bought, charges, told
from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import made_older
from shop.checkout.models import Checkout, Point
from shop.orders.models import Order

BUYERS = 2


def trouble(place: Place) -> dict[str, str]:
    """Let people pay who hear of nothing, and let forty minutes pass."""
    told(place, "webhooks", lose="yes")
    told(place, "faults", fault="drop-after", path="/v1/payment_intents/", times=1000)
    if any(saw for _, saw in (bought(place) for _ in range(BUYERS))):
        raise DrillFailed("Somebody paid while the provider was down.")
    made_older(Checkout, "changed_at", timedelta(minutes=40), point=Point.ASKED)
    return {"PROVIDER": base(place), "KEY": place.variables()["STRIPE_SECRET_KEY"]}


def comes_back(place: Place) -> None:
    """The provider answers again."""
    told(place, "faults", times=0)


def proof(place: Place) -> None:
    """Each has one order, and was charged once."""
    ordered = Order.objects.filter(contact__email__startswith="cleo.card").count()
    taken = sorted(charges(place).values())
    if (ordered, taken) != (BUYERS, [1] * BUYERS):
        raise DrillFailed(f"{ordered} orders and charges of {taken} for {BUYERS} buyers.")


DRILL = Drill(trouble, proof, before={"Fix": comes_back})
