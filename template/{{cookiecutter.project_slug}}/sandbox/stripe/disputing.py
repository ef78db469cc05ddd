"""Disputes: a buyer has asked their bank for the money."""

from sandbox.stripe.charging import DAY
from sandbox.stripe.errors import StripeError
from sandbox.stripe.state import State, Thing

EVIDENCE = (
    "access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure",
    "cancellation_rebuttal", "customer_communication", "customer_email_address", "customer_name",
    "customer_purchase_ip", "customer_signature", "duplicate_charge_documentation",
    "duplicate_charge_explanation", "duplicate_charge_id", "product_description", "receipt", "refund_policy",
    "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "service_documentation",
    "shipping_address", "shipping_carrier", "shipping_date", "shipping_documentation",
    "shipping_tracking_number", "uncategorized_file", "uncategorized_text",
)  # fmt: skip


def dispute(state: State, charge: Thing) -> None:
    """Have the bank take the money back until it is settled who is right."""
    charge["disputed"] = True
    made = state.new(
        "du",
        amount=charge["amount"],
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence={**dict.fromkeys(EVIDENCE), "enhanced_evidence": {}},
        evidence_details={
            "due_by": state.clock.now() + 10 * DAY,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=False,
        metadata={},
        payment_intent=charge["payment_intent"],
        reason="fraudulent",
        status="needs_response",
    )
    state.happened("charge.dispute.created", made)
    state.happened("charge.dispute.funds_withdrawn", made)


def close(state: State, made: Thing, *, won: bool) -> None:
    """Settle it.

    Raises:
        StripeError: it is settled already.
    """
    if made["status"] in {"won", "lost"}:
        raise StripeError("This dispute is already closed.")
    made["status"] = "won" if won else "lost"
    if won:
        state.happened("charge.dispute.funds_reinstated", made)
    state.happened("charge.dispute.closed", made, {"status": "needs_response"})
