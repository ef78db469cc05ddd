"""What comes of asking a provider for something, in the shop's words. No provider's name stands here."""

from dataclasses import dataclass, field

from django.db.models import TextChoices

from shop.payments.services import Fact


class Reason(TextChoices):
    """Why there was no money, as a sentence that a buyer may read.

    A card that was reported stolen, or that the bank suspects, is declined like any other: whoever holds it
    may be the thief, and is not told that somebody knows.
    """

    DECLINED = "declined", "Your bank declined the payment. Try another card, or ask your bank why."
    FUNDS = "funds", "There is not enough money on this card. Try another one."
    EXPIRED = "expired", "This card has expired. Try another one."
    CODE = "code", "The security code is not right. Look at it and try again."
    NUMBER = "number", "The number of the card is not right. Look at it and try again."
    LIMIT = "limit", "This card has reached its limit. Try another one, or wait until tomorrow."
    AUTHENTICATION = (
        "authentication",
        "Your bank could not be sure that it is you. Try again, or another card.",
    )
    BANK = "bank", "Something went wrong at the bank. Wait a moment and try again."
    GONE = "gone", "This card cannot be used any more. Try another one."
    AMOUNT = "amount", "Cards cannot pay this amount. Pay in another way."
    OVER = "over", "This payment was given up. Begin anew."


@dataclass(frozen=True)
class Done:
    """It was done, or had been done before.

    Attributes:
        reference: what it is called at the provider.
        facts: what is known of the payment now.
    """

    reference: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class NeedsAction:
    """The buyer has to do something first: type a card in, or prove to their bank who they are.

    Attributes:
        secret: lets the buyer's browser go on with this one payment; it is kept nowhere.
        url: where the buyer has to go, if they have to go somewhere.
    """

    reference: str
    secret: str = field(repr=False, default="")
    url: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Declined:
    """There is no money, and by this attempt there will be none."""

    reason: Reason
    reference: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class TryLater:
    """Nobody answered, or not with an answer.

    Attributes:
        maybe_done: whether this request may have done it all the same. Then the only ways on are the same key
            again, or to ask what became of it. A new key could do it twice. What an earlier one did, this
            does not say.
        why: for the log.
    """

    maybe_done: bool
    why: str


Outcome = Done | NeedsAction | Declined | TryLater
