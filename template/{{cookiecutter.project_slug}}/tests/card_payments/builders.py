"""Small builders of card payments. A test names what matters to it; the rest is made up here."""

from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from shop.card_payments.models import Attempt
from shop.checkout.models import Checkout
from shop.checkout.services.finalising import Completed, complete_checkout
from shop.checkout.ways import NeedsAction
from shop.core.money import Money
from shop.inventory.services.ledger import receive_stock
from shop.payments.ledger import Balance
from shop.payments.models import Payment
from shop.payments.selectors import balance_of
from tests.builders import a_published_product
from tests.carts.builders import a_cart
from tests.checkout.builders import a_checkout, seen
from tests.sandboxes import RunningSandbox

BACK = "http://testserver/checkout/back/"


def begun(**told: Any) -> Checkout:
    """A checkout of two things, at 24 euros each, that will be paid by card."""
    cart, thing = a_cart(), a_published_product().variants.get()
    receive_stock(units={thing.pk: 10})
    cart.lines.create(variant=thing, quantity=2)
    return a_checkout(cart, "card", **told)


def given(card: str = "visa", **more: str) -> Mapping[str, str]:
    """What a browser sends: the name of a test card, and where it wants to come back to."""
    return {"method": f"pm_card_{card}", "back": BACK, **more}


def complete(checkout: Checkout, card: str = "", total: Money | None = None) -> Completed:
    """Click on "Order and pay", with a card or without."""
    sent = given(card) if card else {}
    return complete_checkout(token=checkout.cart, seen=total or seen(checkout), given=sent)


def at_the_bank(action: NeedsAction | None, *, proved: bool) -> str:
    """Say at the bank who one is, or that one is somebody else; gives where it sends the buyer to."""
    assert action
    return said_at(action.action["url"], proved=proved)


def said_at(page: str, *, proved: bool) -> str:
    """The same, at the bank's page."""
    return sent_to(page, {"proved": "yes" if proved else ""})


def sent_to(page: str, form: Mapping[str, str]) -> str:
    """Send a form to another site's page; gives where that leads, or nothing if one stays on it."""
    url = urlsplit(page)
    connection = HTTPConnection(url.netloc)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", url.path, urlencode(form), headers)
        return connection.getresponse().headers["Location"] or ""
    finally:
        connection.close()


def charges(stripe: RunningSandbox, checkout: Checkout) -> list[tuple[int, int]]:
    """What the sandbox took for a checkout and gave back, charge by charge, whether our books know or not."""
    ours = Payment.objects.filter(subject=checkout.public_id).values_list("public_id", flat=True)
    intents = stripe.client.v1.payment_intents.list({"limit": 100}).data
    names = {one.id for one in intents if one.to_dict()["metadata"].get("payment") in ours}
    found = stripe.client.v1.charges.list({"limit": 100}).data
    return [
        (charge.amount_captured, charge.amount_refunded)
        for charge in found
        if charge.payment_intent in names and charge.paid
    ]


def come_to(checkout: Checkout) -> list[Balance]:
    """What our books say of each attempt, the first one first."""
    attempts = Attempt.objects.filter(payment__subject=checkout.public_id).order_by("key")
    return [balance_of(attempt.payment) for attempt in attempts]
