"""What somebody types of a card on a page of Stripe's, and what Stripe says where it cannot be right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.stripe.cards import BY_NUMBER, Card
from sandbox.stripe.errors import CardError
from sandbox.stripe.forms import TEXT, Takes

FIELDS: Takes = dict.fromkeys(("number", "expiry", "cvc"), TEXT)
CENTURY = 2000


@dataclass(frozen=True)
class Entered:
    """A test card, as it was typed in.

    Attributes:
        expires: its last month, and the year.
    """

    card: Card
    expires: tuple[int, int]


def entered(told: Mapping[str, str | None], now: int) -> Entered:
    """Read what was typed.

    Args:
        now: what time it is, in seconds since 1970.

    Raises:
        CardError: it cannot be right.
    """
    card = card_of(told.get("number") or "")
    expires = expiry_of(told.get("expiry") or "", now)
    code = told.get("cvc") or ""
    if not code.isdecimal() or len(code) != (4 if card.brand == "amex" else 3):
        raise CardError("Your card's security code is invalid.", code="invalid_cvc", param="cvc")
    return Entered(card, expires)


def card_of(number: str) -> Card:
    """The test card with a number. Nobody else's card is taken, as at Stripe in test mode.

    Raises:
        CardError: there is none.
    """
    digits = re.sub(r"\s", "", number)
    if not re.fullmatch(r"\d{13,19}", digits):
        raise CardError("Your card number is invalid.", code="invalid_number", param="number")
    if not adds_up(digits):
        raise CardError("Your card number is incorrect.", code="incorrect_number", param="number")
    if digits not in BY_NUMBER:
        raise CardError(
            "Your card was declined. Your request was in test mode, but used a non test card. For a list of "
            "valid test cards, visit: https://stripe.com/docs/testing.",
            code="card_declined",
            decline_code="test_mode_live_card",
        )
    return BY_NUMBER[digits]


def adds_up(digits: str) -> bool:
    """Whether the last digit fits the others: each second one from the right counts twice."""
    twice = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(twice) + sum(int(digit) for digit in digits[::-2])) % 10 == 0


def expiry_of(typed: str, now: int) -> tuple[int, int]:
    """The last month in which a card pays, and its year.

    Raises:
        CardError: there is no such month, or it is over.
    """
    found = re.fullmatch(r"(\d{1,2})\s*/\s*((?:20)?\d\d)", typed.strip())
    month, year = (int(found[1]), int(found[2]) % 100 + CENTURY) if found else (0, 0)
    if not 1 <= month <= 12:
        raise CardError(
            "Your card's expiration month is invalid.", code="invalid_expiry_month", param="exp_month"
        )
    today = datetime.fromtimestamp(now, UTC)
    if (year, month) < (today.year, today.month):
        raise CardError(
            "Your card's expiration year is invalid.", code="invalid_expiry_year", param="exp_year"
        )
    return month, year
