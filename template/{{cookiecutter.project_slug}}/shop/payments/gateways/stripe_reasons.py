"""From Stripe's decline codes to sentences for buyers. Of what is not listed, no more is said."""

from collections.abc import Mapping
from typing import Any

from shop.payments.outcomes import Reason

REASONS = {
    "authentication_required": Reason.AUTHENTICATION,
    "card_velocity_exceeded": Reason.LIMIT,
    "expired_card": Reason.EXPIRED,
    "incorrect_cvc": Reason.CODE,
    "incorrect_number": Reason.NUMBER,
    "insufficient_funds": Reason.FUNDS,
    "invalid_cvc": Reason.CODE,
    "invalid_number": Reason.NUMBER,
    "issuer_not_available": Reason.BANK,
    "payment_intent_authentication_failure": Reason.AUTHENTICATION,
    "processing_error": Reason.BANK,
    "try_again_later": Reason.BANK,
    "withdrawal_count_limit_exceeded": Reason.LIMIT,
}


def reason_of(error: Mapping[str, Any]) -> Reason:
    """What a buyer may be told of an error. The bank's own word decides before Stripe's."""
    words = (error.get("decline_code"), error.get("code"))
    return next((REASONS[word] for word in words if word in REASONS), Reason.DECLINED)
