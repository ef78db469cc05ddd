"""People who pay by card, and a provider that does what a drill tells it to."""

import json
from collections import Counter
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request

from drills.place import BROWSER, Place
from drills.shopping import number
from drills.waiting import until
from shop.carts.services.keeping import open_cart
from shop.carts.services.lines import add_line
from shop.checkout.errors import PaymentUnknown
from shop.checkout.models import Checkout
from shop.checkout.services.beginning import begin_checkout
from shop.checkout.services.finalising import Completed, complete_checkout
from shop.checkout.shown import Shown
from shop.orders.addresses import Address
from shop.orders.people import Contact
from shop.orders.seed import plenty
from shop.payments.models import Payment
from shop.webhooks.models import Incoming, State


def bought(place: Place, *, card: str = "visa") -> tuple[Checkout, bool]:
    """Somebody orders one thing and pays by card; gives their checkout, and whether they saw an order."""
    checkout = begun()
    try:
        paid(place, checkout, card)
    except PaymentUnknown:
        return checkout, False
    return checkout, True


def begun() -> Checkout:
    """Somebody wants one thing, and wants to pay by card."""
    token, name = open_cart().token, f"Cleo Card{next(number)}"
    add_line(token=token, sku=plenty()[0], quantity=1)
    home = Address(name=name, line1="Kiln Lane 3", postcode="10115", city="Berlin", country="DE")
    contact = Contact(email=f"{name.replace(' ', '.').lower()}@example.com", ship_to=home)
    return begin_checkout(token=token, contact=contact, way="card")


def paid(place: Place, checkout: Checkout, card: str = "") -> Completed:
    """Try to pay with a test card; without one, come back from the bank.

    Raises:
        PaymentDeclined: the bank says no, or the shop.
        PaymentUnknown: nobody answered.
    """
    sent = {"method": f"pm_card_{card}", "back": f"{place.shop}/checkout/back/"} if card else {}
    return complete_checkout(token=checkout.cart, seen=Shown.read(checkout.shown).total, given=sent)


def until_told(place: Place) -> None:
    """Buy something by card, and wait until the provider has told of it."""
    checkout, _ = bought(place)
    payment = Payment.objects.get(subject=checkout.public_id)
    heard = Incoming.objects.filter(source="stripe", state=State.DONE)
    name = payment.public_id.encode()
    until(lambda: any(name in bytes(one.body) for one in heard.all()), "the provider tells of the payment")


def told(place: Place, verb: str, **form: object) -> Any:
    """Tell the sandbox how to behave; `sandbox/faults.py` and `sandbox/webhooks.py` say what it knows."""
    body = urlencode(form).encode() or b"now=1"
    return asked(place, Request(f"{base(place)}/sandbox/{verb}", body))  # noqa: S310 - an address of ours


def charges(place: Place) -> Counter[str]:
    """How often the provider took money, by the payment that it was for."""
    request = Request(f"{base(place)}/v1/charges?limit=100")  # noqa: S310 - an address of ours
    request.add_header("Authorization", f"Bearer {place.variables()['STRIPE_SECRET_KEY']}")
    taken = [one for one in asked(place, request)["data"] if one["paid"] and not one["refunded"]]
    return Counter(one["payment_intent"] for one in taken)


def base(place: Place) -> str:
    """Where the sandbox is."""
    return place.variables()["STRIPE_API_BASE"]


def asked(place: Place, request: Request) -> Any:
    """What it answers."""
    with BROWSER.open(request, timeout=30) as answer:
        return json.load(answer)
