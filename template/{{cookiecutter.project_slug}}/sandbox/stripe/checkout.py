"""The life of a checkout session: a page of Stripe's on which a buyer pays.

    open -> complete, or expired

The payment intent is made when the buyer presses "Pay", and not before. One that is declined waits for the
next card; the session stays open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.stripe import intents
from sandbox.stripe.entering import Entered
from sandbox.stripe.errors import StripeError
from sandbox.stripe.resources import customers, payment_intents
from sandbox.stripe.resources.payment_methods import typed
from sandbox.stripe.state import State, Thing

PAID = {"payment_intent.succeeded", "payment_intent.amount_capturable_updated"}


@dataclass(frozen=True)
class Buyer:
    """Who says to pay, as they have typed it in."""

    email: str
    name: str


def must_be_open(session: Thing, done: str) -> None:
    """Refuse what is done to open sessions alone.

    Args:
        done: what is to be done, as Stripe says it: `expired`.

    Raises:
        StripeError: it is over.
    """
    if session["status"] != "open":
        raise StripeError(
            f'Only Checkout Sessions with a status in ["open"] can be {done}. This Checkout Session has a '
            f"status of {session['status']}."
        )


def pay(state: State, session: Thing, card: Entered, buyer: Buyer, url: str) -> Thing:
    """Try to get the money; gives the intent, which says whether the bank wants to see the buyer.

    Args:
        url: where the sandbox is; the bank sends the buyer back to its page.

    Raises:
        CardError: the bank says no.
        StripeError: the session is over.
    """
    must_be_open(session, "paid")
    session["customer_details"] = details(buyer)
    intent = intent_of(state, session, buyer)
    method = typed(state, card.card, {"email": buyer.email, "name": buyer.name or None}, card.expires)
    back = f"{url}/c/pay/{session['id']}/back"
    intents.confirm(state, intent, {"payment_method": method["id"], "return_url": back}, url)
    return intent


def intent_of(state: State, session: Thing, buyer: Buyer) -> Thing:
    """The session's intent; it is made when it is needed first, and so is a customer, if one is needed."""
    if session["payment_intent"]:
        return state.get("pi", session["payment_intent"])
    wanted = state.intended[session["id"]]
    if not session["customer"] and (
        session["customer_creation"] == "always" or wanted.get("setup_future_usage")
    ):
        about = {"email": buyer.email, "name": buyer.name or None}
        session["customer"] = customers.made(state, about)["id"]
    intent = payment_intents.made(
        state,
        {
            "amount": session["amount_total"],
            "currency": session["currency"],
            "customer": session["customer"],
            **wanted,
        },
    )
    session["payment_intent"] = intent["id"]
    return intent


def known_email(state: State, session: Thing) -> str | None:
    """The address of the buyer, where the shop has told it."""
    if session["customer"]:
        email: str | None = state.get("cus", session["customer"])["email"]
        return email or session["customer_email"]
    return str(session["customer_email"]) if session["customer_email"] else None


def details(buyer: Buyer) -> Thing:
    """What a session says of who pays."""
    return {
        "address": None,
        "business_name": None,
        "email": buyer.email,
        "individual_name": None,
        "name": buyer.name or None,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


def complete_what_is_paid(state: State) -> None:
    """Complete a session as soon as its money is there, whether the buyer comes back from the bank or not."""

    def heard(event: Thing) -> None:
        if event["type"] in PAID:
            for session in sessions_of(state, event["data"]["object"]):
                # Money that is set aside has not been paid.
                paid = event["type"] == "payment_intent.succeeded"
                session |= {"status": "complete", "url": None, "payment_status": "paid" if paid else "unpaid"}
                state.happened("checkout.session.completed", session)

    state.listeners.append(heard)


def sessions_of(state: State, intent: Thing) -> Iterator[Thing]:
    """The open session that an intent belongs to, if there is one."""
    for session in state.all("cs_test"):
        if session["payment_intent"] == intent["id"] and session["status"] == "open":
            yield session


def expire(state: State, session: Thing) -> None:
    """Close it, and give up the payment.

    Raises:
        StripeError: it is over.
    """
    must_be_open(session, "expired")
    session |= {"status": "expired", "url": None}
    if session["payment_intent"]:
        intents.cancel(state, state.get("pi", session["payment_intent"]), "automatic")
    state.happened("checkout.session.expired", session)


def lapse(state: State, session: Thing) -> None:
    """Close it when its time is over, if it is open."""
    if session["status"] == "open":
        expire(state, session)
