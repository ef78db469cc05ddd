"""Stripe's webhooks, delivered by hand: as they are, in the order that a test wants."""

import json
import time
from collections.abc import Iterable
from typing import Any

from django.test import Client
from stripe import WebhookSignature

from shop.card_payments.models import Attempt
from shop.checkout.models import Checkout
from shop.webhooks.services.working import work_incoming
from tests.outbox.doing import all_done
from tests.sandboxes import RunningSandbox

SECRET = "whsec_agreed"
Event = dict[str, Any]


def events_of(stripe: RunningSandbox, checkout: Checkout) -> list[Event]:
    """What happened to a checkout's payments at the sandbox, the oldest first."""
    attempts = Attempt.objects.filter(payment__subject=checkout.public_id)
    names = set(attempts.values_list("payment__reference", flat=True))
    found = [event.to_dict() for event in stripe.client.v1.events.list({"limit": 100}).data]
    return [event for event in reversed(found) if about(event) in names]


def about(event: Event) -> str | None:
    """Which payment intent an event is about."""
    thing: dict[str, str] = event["data"]["object"]
    return thing["id"] if thing["object"] == "payment_intent" else thing.get("payment_intent")


def deliver(event: Event, secret: str = SECRET, at: int | None = None) -> int:
    """Send one to the shop; gives the status of the answer."""
    body = json.dumps(event)
    signature = WebhookSignature.generate_signature_header(body, secret, at or int(time.time()))
    answer = Client().post(
        "/webhooks/stripe/", body, content_type="application/json", headers={"Stripe-Signature": signature}
    )
    return answer.status_code


def told(events: Iterable[Event]) -> None:
    """Send some, and have all be done that follows from them."""
    for event in events:
        assert deliver(event) == 200
    while work_incoming():
        pass
    all_done()
