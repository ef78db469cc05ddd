"""Stripe's own page to pay on: Checkout. The buyer leaves the shop for it, and comes back.

At first there is only the page; Stripe makes an intent when the buyer pays. So there is no name for a payment
before that, and what is kept is the name of the page.
"""

from dataclasses import dataclass
from typing import Any

import stripe

from shop.core.outside import outside
# {% if reached("launch.card-testing") %}
from shop.payments.gateways.asking import ASK, asks_banks
# {% endif %}
from shop.payments.gateways.stripe import UNDONE, StripeGateway, outcome_of, said
from shop.payments.models import Payment
from shop.payments.outcomes import Declined, NeedsAction, Outcome, Reason, TryLater

WHOLE: Any = {"expand": ["payment_intent.latest_charge"]}
# Nobody answered, or not with an answer; the last one, because somebody asks the same at this moment.
SILENT = (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError, stripe.IdempotencyError)


@dataclass(frozen=True)
class Page:
    """A page on which a payment can be made.

    Attributes:
        name: what Stripe calls it.
    """

    name: str
    url: str


@dataclass(frozen=True)
class Shown:
    """How a page looks to the buyer.

    Attributes:
        what: what is paid for, in the shop's words.
        back: where the buyer comes back to, paid or not.
        customer: whose kept cards may pay, by their name at Stripe.
    """

    what: str
    back: str
    customer: str = ""
    capture: bool = True


def open_page(gateway: StripeGateway, *, payment: Payment, shown: Shown) -> Page | TryLater:
    """Have a page for a payment. Asked twice, it is the same page."""
    price = {
        "currency": payment.currency.lower(),
        "unit_amount": payment.amount,
        "product_data": {"name": shown.what},
    }
    ours = {"payment": payment.public_id}
    params: Any = {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "success_url": shown.back,
        "cancel_url": shown.back,
        "client_reference_id": payment.public_id,
        "metadata": ours,
        "payment_intent_data": {
            "metadata": ours,
            "capture_method": "automatic" if shown.capture else "manual",
        },
    }
    if shown.customer:
        params["customer"] = shown.customer
    # {% if reached("launch.card-testing") %}
    if asks_banks():
        # The key stays the same: with another, two windows could open two pages while the switch is thrown.
        params["payment_method_options"] = ASK
    # {% endif %}
    with outside(f"stripe: page for {payment}"):
        try:
            key: stripe.RequestOptions = {"idempotency_key": f"{payment.public_id}-page"}
            made = gateway.client.v1.checkout.sessions.create(params, key)
        except SILENT as error:
            return TryLater(maybe_done=not isinstance(error, UNDONE), why=said(error))
    return Page(made.id, made.url or "")


def look_at_page(gateway: StripeGateway, *, name: str) -> Outcome:
    """What became of a page: it is still open, it was paid, or it was left."""
    with outside(f"stripe: look at {name}"):
        try:
            return outcome_of_page(gateway.client.v1.checkout.sessions.retrieve(name, WHOLE).to_dict())
        except SILENT as error:
            return TryLater(maybe_done=False, why=said(error))


def close_page(gateway: StripeGateway, *, name: str) -> Outcome:
    """Have nobody pay on a page any more. If somebody has, that is what it gives."""
    with outside(f"stripe: close {name}"):
        try:
            closed = gateway.client.v1.checkout.sessions.expire(name, WHOLE)
            return outcome_of_page(closed.to_dict())
        except stripe.InvalidRequestError:
            pass  # it is not open any more: paid, or left
        except SILENT as error:
            return TryLater(maybe_done=not isinstance(error, UNDONE), why=said(error))
    return look_at_page(gateway, name=name)


def outcome_of_page(page: dict[str, Any]) -> Outcome:
    """What a page says: once somebody has paid, what its intent says."""
    intent = page.get("payment_intent")
    if isinstance(intent, dict) and page["status"] == "complete":
        return outcome_of(intent)
    if page["status"] == "open":
        return NeedsAction("", url=page["url"])
    return Declined(Reason.OVER)
