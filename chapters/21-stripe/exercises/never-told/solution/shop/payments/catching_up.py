"""Ask Stripe for what it could not tell."""

from datetime import datetime
from typing import Any

from shop.core.outside import outside
from shop.payments.gateways.stripe import StripeGateway
from shop.payments.gateways.stripe_facts import facts_of
from shop.payments.selectors import payment_at
from shop.payments.services import record_facts


def catch_up(*, gateway: StripeGateway, since: datetime) -> int:
    """Note what happened at Stripe since a moment; gives the number of events that were about payments.

    Costs two statements for each event about a payment, and one for each other. As often as it runs, and
    however many run it at once, what a payment comes to is the same: facts have no order, and are written once.
    """
    return sum(noted(gateway.code, event) for event in told(gateway, since))


def told(gateway: StripeGateway, since: datetime) -> list[dict[str, Any]]:
    """All events since a moment.

    Raises:
        RuntimeError: a transaction is open.
    """
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    with outside("stripe: list events"):
        return [event.to_dict() for event in gateway.client.v1.events.list(params).auto_paging_iter()]


def noted(code: str, event: dict[str, Any]) -> bool:
    """Note what an event shows, if it is about a payment of ours; says whether it is."""
    thing = event["data"]["object"]
    intent = thing["id"] if thing["object"] == "payment_intent" else thing.get("payment_intent")
    payment = payment_at(code, intent or "")
    if payment:
        record_facts(payment=payment, facts=facts_of(thing, source=event["id"], at=event["created"]))
    return payment is not None
