"""What a bank does when it is asked for money: the charges behind a payment intent."""

from typing import Any

from sandbox.stripe.cards import Card, Decline
from sandbox.stripe.state import State, Thing

DAY = 24 * 60 * 60


def charge(state: State, intent: Thing, method: Thing, card: Card) -> Thing:
    """Ask the bank. The charge that is made says what it answered."""
    refused = card.decline
    captured = not refused and intent["capture_method"] != "manual"
    made = state.new(
        "ch",
        **nothing(),
        amount=intent["amount"],
        amount_captured=intent["amount"] if captured else 0,
        billing_details=method["billing_details"],
        captured=captured,
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        failure_code=refused.code if refused else None,
        failure_message=refused.message if refused else None,
        metadata=dict(intent["metadata"]),
        outcome=outcome(refused),
        paid=not refused,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details={"type": "card", "card": shown(method["card"])},
        shipping=intent["shipping"],
        status="failed" if refused else "succeeded",
    )
    intent["latest_charge"] = made["id"]
    state.happened("charge.failed" if refused else "charge.succeeded", made)
    return made


def nothing() -> Thing:
    """The fields of a charge about which there is nothing to say."""
    fields = (
        "application",
        "application_fee",
        "application_fee_amount",
        "balance_transaction",
        "calculated_statement_descriptor",
        "failure_balance_transaction",
        "on_behalf_of",
        "receipt_email",
        "receipt_number",
        "receipt_url",
        "review",
        "source_transfer",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
        "transfer_group",
    )
    said: dict[str, Any] = dict.fromkeys(fields)
    return said | {"amount_refunded": 0, "disputed": False, "refunded": False, "fraud_details": {}}


def outcome(refused: Decline | None) -> Thing:
    """What the bank said, in the network's words."""
    return {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "declined_by_network" if refused else "approved_by_network",
        "reason": refused.reason if refused else None,
        "risk_level": "normal",
        "seller_message": "The bank did not approve this." if refused else "Payment complete.",
        "type": "issuer_declined" if refused else "authorized",
    }


def shown(card: Thing) -> Thing:
    """A card as a charge shows it."""
    names = ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4")
    return {name: card[name] for name in names} | {
        "amount_authorized": None,
        "authorization_code": None,
        "installments": None,
        "mandate": None,
        "network": card["brand"],
        "network_transaction_id": None,
        "regulated_status": "unregulated",
        "three_d_secure": None,
        "wallet": None,
    }
