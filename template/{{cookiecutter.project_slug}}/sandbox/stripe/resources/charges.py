"""Charges and disputes: what became of a payment intent at the bank."""

from sandbox.stripe import disputing
from sandbox.stripe.api import Call, operation
from sandbox.stripe.forms import EXPAND, PAGES, TEXT, YES_NO
from sandbox.stripe.state import Thing


@operation("GET", "/v1/charges/{id}", EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them."""
    return call.state.get("ch", call.args["id"])


@operation("GET", "/v1/charges", {"payment_intent": TEXT, **PAGES})
def list_(call: Call) -> Thing:
    """Every attempt of a payment intent, or all."""
    wanted = call.params.get("payment_intent")
    found = [one for one in call.state.all("ch") if wanted in {None, one["payment_intent"]}]
    return call.state.page(found, call.params, "/v1/charges")


@operation("GET", "/v1/disputes/{id}", EXPAND)
def retrieve_dispute(call: Call) -> Thing:
    """One of the disputes."""
    return call.state.get("du", call.args["id"])


@operation("GET", "/v1/disputes", {"payment_intent": TEXT, "charge": TEXT, **PAGES})
def list_disputes(call: Call) -> Thing:
    """Those of a payment, or all."""
    intent, charge = call.params.get("payment_intent"), call.params.get("charge")
    found = [
        one
        for one in call.state.all("du")
        if intent in {None, one["payment_intent"]} and charge in {None, one["charge"]}
    ]
    return call.state.page(found, call.params, "/v1/disputes")


@operation(
    "POST", "/v1/disputes/{id}", {"evidence": {"uncategorized_text": TEXT}, "submit": YES_NO, **EXPAND}
)
def update_dispute(call: Call) -> Thing:
    """Send evidence. In test mode, the words decide: `winning_evidence` or `losing_evidence`."""
    dispute = call.state.get("du", call.args["id"])
    text = call.params.get("evidence", {}).get("uncategorized_text")
    dispute["evidence"]["uncategorized_text"] = text
    dispute["evidence_details"]["has_evidence"] = bool(text)
    if call.params.get("submit", True) and text in {"winning_evidence", "losing_evidence"}:
        disputing.close(call.state, dispute, won=text == "winning_evidence")
    return dispute


@operation("POST", "/v1/disputes/{id}/close", EXPAND)
def close_dispute(call: Call) -> Thing:
    """Give in."""
    dispute = call.state.get("du", call.args["id"])
    disputing.close(call.state, dispute, won=False)
    return dispute
