"""A buyer has paid, and somebody takes the money again in the provider's dashboard."""

from typing import Any

from drills.cards import bought
from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import looked
from drills.waiting import until
from shop.orders.models import Order
from shop.outbox.models import State
from shop.payments.gateways.configured import stripe_gateway
from shop.payments.models import Payment
from shop.payments.selectors import balance_of


def trouble(place: Place) -> dict[str, str]:
    """Sell something by card, take its money a second time, and let the hour come in which somebody looks."""
    checkout, _ = bought(place)
    payment = Payment.objects.get(subject=checkout.public_id)
    twice: Any = {
        "amount": payment.amount,
        "currency": payment.currency.lower(),
        "confirm": True,
        "payment_method": "pm_card_visa",
        "return_url": f"{place.shop}/",
        "metadata": {"payment": payment.public_id},
    }
    intent = stripe_gateway().client.v1.payment_intents.create(twice, {"idempotency_key": "by hand"})
    until(lambda: balance_of(payment).captured == 2 * payment.amount, "the ledger hears of it")
    looked(State.DEAD)
    ordered = Order.objects.filter(payments=payment)
    until(ordered.exists, "the payment is put to its order")
    return {
        "ORDER": ordered.get().public_id,
        "PAYMENT": payment.public_id,
        "CHARGE": str(intent.latest_charge),
    }


def proof(place: Place) -> None:
    """The buyer has paid once, with the provider and in the ledger."""
    payment = Payment.objects.get()
    found = stripe_gateway().client.v1.charges.list({"limit": 100}).data
    taken = sum(charge.amount_captured - charge.amount_refunded for charge in found)
    if not taken == payment.amount == balance_of(payment).kept:
        raise DrillFailed(f"{payment.amount} were asked for, {taken} are with the provider.")
    looked(State.DONE)


DRILL = Drill(trouble, proof)
