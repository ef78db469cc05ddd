"""Refunds: money that goes back."""

from sandbox.stripe.api import Call, meta, operation
from sandbox.stripe.charging import DAY
from sandbox.stripe.errors import Invalid, StripeError
from sandbox.stripe.forms import EXPAND, NAMES, NUMBER, PAGES, TEXT
from sandbox.stripe.resources.payment_methods import card_of
from sandbox.stripe.state import State, Thing

WANTED = {
    "payment_intent": TEXT,
    "charge": TEXT,
    "amount": NUMBER,
    "reason": TEXT,
    "metadata": NAMES,
    **EXPAND,
}


def charged(call: Call) -> Thing:
    """What is to go back.

    Raises:
        Invalid: nobody said of what.
    """
    if name := call.params.get("payment_intent"):
        name = call.state.get("pi", name, "payment_intent")["latest_charge"]
    name = name or call.params.get("charge")
    if not name:
        raise Invalid("One of the following params should be provided: payment_intent or charge.")
    return call.state.get("ch", name, "charge")


@operation("POST", "/v1/refunds", WANTED)
def create(call: Call) -> Thing:
    """Give back all of it, or a part; never more than was taken."""
    charge = charged(call)
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = call.params.get("amount", left)
    if not charge["captured"]:
        raise StripeError("This charge was not captured, so there is nothing to refund. Cancel it.")
    if left <= 0:
        raise StripeError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise StripeError(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            code="amount_too_large",
            param="amount",
        )
    if charge["disputed"]:
        raise StripeError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    return refunded(call, charge, amount)


def refunded(call: Call, charge: Thing, amount: int) -> Thing:
    """Give it back."""
    refund = call.state.new(
        "re",
        amount=amount,
        balance_transaction=None,
        charge=charge["id"],
        currency=charge["currency"],
        customer=charge["customer"],
        destination_details={"type": "card", "card": {"type": "refund"}},
        metadata=meta({}, call.params.get("metadata", {})),
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        reason=call.params.get("reason"),
        receipt_number=None,
        source_transfer_reversal=None,
        status="succeeded",
        transfer_reversal=None,
    )
    before = {"amount_refunded": charge["amount_refunded"], "refunded": False}
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    call.state.happened("refund.created", refund)
    call.state.happened("charge.refunded", charge, before)
    if card_of(call.state, charge["payment_method"]).refund_fails:
        state = call.state
        state.clock_of(charge).later(DAY, lambda: came_back(state, refund, charge))
    return refund


def came_back(state: State, refund: Thing, charge: Thing) -> None:
    """The buyer's bank did not take it: the account is closed."""
    refund |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    charge |= {"amount_refunded": charge["amount_refunded"] - refund["amount"], "refunded": False}
    state.happened("refund.failed", refund, {"status": "succeeded"})


@operation("GET", "/v1/refunds/{id}", EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them."""
    return call.state.get("re", call.args["id"])


@operation("GET", "/v1/refunds", {"payment_intent": TEXT, "charge": TEXT, **PAGES})
def list_(call: Call) -> Thing:
    """Those of a payment, or all."""
    intent, charge = call.params.get("payment_intent"), call.params.get("charge")
    found = [
        one
        for one in call.state.all("re")
        if intent in {None, one["payment_intent"]} and charge in {None, one["charge"]}
    ]
    return call.state.page(found, call.params, "/v1/refunds")
