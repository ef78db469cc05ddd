"""Stripe's test cards: what happens to each, as https://docs.stripe.com/testing says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decline:
    """Why a bank says no, for programs and for the buyer."""

    code: str
    reason: str | None
    message: str


def _declined(reason: str, message: str = "Your card was declined.") -> Decline:
    return Decline("card_declined", reason, message)


GENERIC = _declined("generic_decline")
FUNDS = _declined("insufficient_funds", "Your card has insufficient funds.")
AUTHENTICATE = Decline(
    "authentication_required",
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
)
FAILED_TO_AUTHENTICATE = Decline(
    "payment_intent_authentication_failure",
    None,
    "We are unable to authenticate your payment method. "
    "Please choose a different payment method and try again.",
)


@dataclass(frozen=True)
class Card:
    """A card, and what happens when it is charged.

    Attributes:
        token: Stripe's name for a payment method with this card.
        decline: why the bank says no; None if it pays.
        asks: whether the bank wants to see the buyer first, by 3-D Secure.
        can_ask: whether it does where the shop wants it. Others let the payment go on as it is.
        disputed: the buyer writes to the bank afterwards.
        refund_fails: money given back comes back again, a day later.
    """

    number: str
    token: str
    brand: str = "visa"
    decline: Decline | None = None
    asks: bool = False
    can_ask: bool = False
    disputed: bool = False
    refund_fails: bool = False

    @property
    def last4(self) -> str:
        """What is printed of it on receipts."""
        return self.number[-4:]


CARDS = (
    Card("4242424242424242", "pm_card_visa"),
    Card("5555555555554444", "pm_card_mastercard", "mastercard"),
    Card("378282246310005", "pm_card_amex", "amex"),
    Card("4000000000000002", "pm_card_visa_chargeDeclined", decline=GENERIC),
    Card("4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", decline=FUNDS),
    Card(
        "4000000000009987",
        "pm_card_visa_chargeDeclinedLostCard",
        decline=_declined("lost_card"),
    ),
    Card(
        "4000000000009979",
        "pm_card_visa_chargeDeclinedStolenCard",
        decline=_declined("stolen_card"),
    ),
    Card(
        "4000000000000069",
        "pm_card_chargeDeclinedExpiredCard",
        decline=Decline("expired_card", None, "Your card has expired."),
    ),
    Card(
        "4000000000000127",
        "pm_card_chargeDeclinedIncorrectCvc",
        decline=Decline("incorrect_cvc", None, "Your card's security code is incorrect."),
    ),
    Card(
        "4000000000000119",
        "pm_card_chargeDeclinedProcessingError",
        decline=Decline(
            "processing_error",
            None,
            "An error occurred while processing your card. Try again in a little bit.",
        ),
    ),
    Card(
        "4000000000006975",
        "pm_card_visa_chargeDeclinedVelocityLimitExceeded",
        decline=_declined("card_velocity_exceeded"),
    ),
    Card(
        "4100000000000019",
        "pm_card_radarBlock",
        decline=_declined("fraudulent"),
    ),
    Card("4000002760003184", "pm_card_authenticationRequired", asks=True),
    Card("4000000000003220", "pm_card_threeDSecure2Required", asks=True),
    Card("4000000000003055", "pm_card_threeDSecureOptional", can_ask=True),
    Card(
        "4000008260003178",
        "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
        decline=FUNDS,
        asks=True,
    ),
    Card("4000008400001629", "pm_card_threeDSecureRequiredChargeDeclined", decline=GENERIC, asks=True),
    Card("4000000000000259", "pm_card_createDispute", disputed=True),
    Card("4000000000005126", "pm_card_refundFail", refund_fails=True),
)

BY_TOKEN = {card.token: card for card in CARDS}
BY_NUMBER = {card.number: card for card in CARDS}
