"""From Stripe's objects to facts of our ledger.

An object says all that it shows, whatever message brought it. So of the messages about a charge, one is
enough, and it may be any: what the lost ones would have told, the last one tells too.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from shop.core.money import Money
from shop.payments.ledger import Kind
from shop.payments.services import Fact

Thing = Mapping[str, Any]
Shown = Iterator[tuple[Kind, str, int, str]]

# A bank that asks a question has taken nothing yet.
INQUIRIES = ("warning_needs_response", "warning_under_review", "warning_closed", "prevented")


def facts_of(thing: Thing, *, source: str = "", at: int | None = None) -> tuple[Fact, ...]:
    """All that an object shows. Of kinds that have nothing to do with money, or that nobody knows: nothing.

    Args:
        source: which message brought it.
        at: when that was told, in seconds since 1970; else, when the object was made.
    """
    shown = KNOWN.get(str(thing.get("object")))
    when = datetime.fromtimestamp(at or thing.get("created") or 0, UTC)
    return tuple(
        Fact(kind, reference, Money(amount, thing["currency"].upper()), when, note, source)
        for kind, reference, amount, note in (shown(thing) if shown else ())
    )


def of_intent(intent: Thing) -> Shown:
    """What an intent says, where its charge was fetched with it."""
    charge = intent.get("latest_charge")
    if isinstance(charge, Mapping):
        yield from of_charge(charge)
    # Without the charge it says how much was received; and its charge's name is all that is needed.
    elif charge and intent.get("amount_received"):
        yield Kind.AUTHORISED, charge, intent["amount"], ""
        yield Kind.CAPTURED, charge, intent["amount_received"], ""
        if rest := intent["amount"] - intent["amount_received"]:
            yield Kind.RELEASED, charge, rest, ""


def of_charge(charge: Thing) -> Shown:
    """Whether the bank said no, what it set aside, and what was taken of that."""
    name, amount = charge["id"], charge["amount"]
    if charge.get("status") == "failed":
        reason = (charge.get("outcome") or {}).get("reason") or charge.get("failure_code") or ""
        yield Kind.DECLINED, name, amount, reason
        return
    if charge.get("status") != "succeeded":
        return
    yield Kind.AUTHORISED, name, amount, ""
    if charge.get("captured"):
        taken = charge.get("amount_captured", amount)
        yield Kind.CAPTURED, name, taken, ""
        if taken < amount:
            yield Kind.RELEASED, name, amount - taken, ""
    # What was never taken and is called refunded is free again; no money flows.
    elif charge.get("refunded"):
        yield Kind.RELEASED, name, amount, ""


def of_refund(refund: Thing) -> Shown:
    """What went back, and whether it has come back again."""
    if refund.get("status") in {"failed", "canceled"}:
        yield Kind.REFUND_FAILED, refund["id"], refund["amount"], refund.get("failure_reason") or ""
    yield Kind.REFUNDED, refund["id"], refund["amount"], refund.get("reason") or ""


def of_dispute(dispute: Thing) -> Shown:
    """What the bank has taken back, and how it ended."""
    if dispute.get("status") in INQUIRIES:
        return
    name, amount = dispute["id"], dispute["amount"]
    yield Kind.DISPUTED, name, amount, dispute.get("reason") or ""
    if dispute.get("status") == "won":
        yield Kind.DISPUTE_WON, name, amount, ""
    if dispute.get("status") == "lost":
        yield Kind.DISPUTE_LOST, name, amount, ""


KNOWN = {"payment_intent": of_intent, "charge": of_charge, "refund": of_refund, "dispute": of_dispute}
