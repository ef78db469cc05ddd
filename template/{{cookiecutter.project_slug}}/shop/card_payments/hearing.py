"""What Stripe tells the shop, at `/webhooks/stripe/`.

Two things come of it. Facts about money are noted, whatever the order in which they come. And where a payment
has moved that has no order yet, somebody goes on with its checkout; they do not believe the message, but ask
Stripe what the payment is by now. So a message that is late, lost or forged by nobody knows whom can delay an
order, and never make one.

Stripe writes its events in the form of the version that the webhook's address was made with. Of other forms
nothing is read but which payment they are about.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from stripe import SignatureVerificationError, WebhookSignature

from shop.outbox.services.publishing import publish
from shop.payments.gateways.stripe import VERSION
from shop.payments.gateways.stripe_facts import facts_of
from shop.payments.models import Payment
from shop.payments.selectors import payment_at
from shop.payments.services import record_facts
from shop.webhooks.errors import NotGenuine
from shop.webhooks.sources import Handler, Headers, Message, Source, Told, register

OTHER = "other"  # any other version than ours
FRESH = 5 * 60  # seconds that a signature is good for, as Stripe advises
MOVES = (
    # {% if reached("card-payments.hosted-page") %}
    "checkout.session.completed",
    "checkout.session.expired",
    # {% endif %}
    "payment_intent.amount_capturable_updated",
    "payment_intent.canceled",
    "payment_intent.payment_failed",
    "payment_intent.succeeded",
)
TELLS = (
    "charge.captured",
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.failed",
    "charge.refunded",
    "charge.succeeded",
    "refund.created",
    "refund.failed",
    "refund.updated",
)


def verify(body: bytes, headers: Headers) -> None:
    """Return if Stripe has signed a message with one of our secrets, in the last five minutes.

    Raises:
        NotGenuine: it has not.
    """
    found = "no secret was agreed with Stripe, so nothing is genuine."
    for secret in settings.WEBHOOK_SECRETS.get("stripe", ()):
        try:
            WebhookSignature.verify_header(body, headers.get("stripe-signature"), secret, FRESH)
        except SignatureVerificationError as error:
            found = f"{error.user_message}."
        except UnicodeDecodeError:
            found = "a body that is no text."
        else:
            return
    raise NotGenuine(found=found, do="set stripe=whsec_… in WEBHOOK_SECRETS, as the endpoint's page says.")


def name_of(body: bytes, headers: Headers) -> str:
    """What Stripe calls the event: it is the same when it is sent again."""
    return str(json.loads(body)["id"])


def read(body: bytes, headers: Headers) -> Told:
    """What an event says, and whether it says it in the form that we know."""
    event = json.loads(body)
    version = VERSION if event.get("api_version") == VERSION else OTHER
    return Told(str(event["type"]), version, event)


def moved(message: Message) -> None:
    """Have somebody go on with what the payment is for."""
    if (payment := payment_of(message.data)) and payment.order_id is None:
        publish(topic="payment.moved", key=message.message_id, payload={"payment": payment.public_id})


def told(message: Message) -> None:
    """Note what happened to a payment."""
    event = message.data
    if payment := payment_of(event):
        facts = facts_of(event["data"]["object"], source=message.message_id, at=event["created"])
        record_facts(payment=payment, facts=facts)


def told_and_moved(message: Message) -> None:
    """Both."""
    told(message)
    moved(message)


def payment_of(event: Mapping[str, Any]) -> Payment | None:
    """Which of our payments an event is about. None, if something else uses the same account at Stripe."""
    thing = event["data"]["object"]
    intent = thing["id"] if thing["object"] == "payment_intent" else thing.get("payment_intent")
    if isinstance(intent, str) and (found := payment_at("stripe", intent)):
        return found
    # We have told Stripe which of ours it is, and may not have heard yet what Stripe calls it.
    name = (thing.get("metadata") or {}).get("payment")
    return Payment.objects.filter(gateway="stripe", public_id=name).first() if name else None


def handlers() -> Mapping[tuple[str, str], Handler]:
    """Who does what, by kind and version."""
    return {
        **{(kind, VERSION): told for kind in TELLS},
        **{(kind, VERSION): told_and_moved for kind in MOVES},
        **{(kind, OTHER): moved for kind in (*MOVES, *TELLS)},
    }


register(Source("stripe", verify=verify, name_of=name_of, read=read, handlers=handlers()))
