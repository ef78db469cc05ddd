"""What Stripe keeps for customers: cards, under a name of Stripe's. None of it is kept here.

A shop goes on selling where this does not answer. So nobody's silence is an error here; there is no name
then, or no card to choose.
"""

import logging
from dataclasses import dataclass
from typing import Any

import stripe

from shop.core.outside import outside
from shop.payments.gateways.stripe import StripeGateway, said

logger = logging.getLogger(__name__)

MOST = 10  # cards that somebody chooses from


@dataclass(frozen=True)
class Kept:
    """A card that Stripe keeps, as much of it as its owner needs to know it again.

    Attributes:
        method: what Stripe calls it.
        label: `Visa that ends in 4242`.
        until: the last month in which it is good: `12/2034`.
    """

    method: str
    label: str
    until: str


def new_customer(gateway: StripeGateway, *, key: str) -> str:
    """Have a name at Stripe under which cards are kept; nothing, if nobody answers.

    Args:
        key: the same for one customer of ours, who therefore gets one name.
    """
    with outside(f"stripe: customer {key}"):
        try:
            return gateway.client.v1.customers.create(
                {"metadata": {"customer": key}}, {"idempotency_key": key}
            ).id
        except stripe.StripeError as error:
            logger.warning("No customer was made at Stripe: %s", said(error))
            return ""


def kept_for(gateway: StripeGateway, *, customer: str) -> list[Kept]:
    """The cards that are kept under a name, the newest first; none, if nobody answers."""
    params: Any = {"type": "card", "limit": MOST}
    with outside(f"stripe: cards of {customer}"):
        try:
            found = gateway.client.v1.customers.payment_methods.list(customer, params).to_dict()
        except stripe.StripeError as error:
            logger.warning("Kept cards cannot be shown: %s", said(error))
            return []
    return [shown(one["id"], one["card"]) for one in found["data"] if one.get("card")]


def shown(method: str, told: dict[str, Any]) -> Kept:
    """A card as its owner knows it."""
    brand = str(told.get("display_brand") or told["brand"]).replace("_", " ").title()
    return Kept(method, f"{brand} that ends in {told['last4']}", f"{told['exp_month']:02}/{told['exp_year']}")


def forget(gateway: StripeGateway, *, method: str) -> bool:
    """Have a card be nobody's. Gives whether it is; twice is once."""
    with outside(f"stripe: forget {method}"):
        try:
            gateway.client.v1.payment_methods.detach(method)
        except stripe.InvalidRequestError:
            return True  # it was nobody's before
        except stripe.StripeError as error:
            logger.warning("A card was not forgotten: %s", said(error))
            return False
        return True
