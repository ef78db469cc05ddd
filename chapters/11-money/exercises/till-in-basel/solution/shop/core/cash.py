"""What is paid in coins: rounded to the smallest that exists, with the difference beside it."""

from dataclasses import dataclass
from fractions import Fraction

from shop.core.money import Money
from shop.core.rounding import whole

# The smallest coin in minor units, where it is not one unit.
COINS = {"CHF": 5, "DKK": 50, "NOK": 100, "SEK": 100}


@dataclass(frozen=True)
class Cash:
    """What a customer pays, and what was added to the total for it; below zero, taken off."""

    due: Money
    rounding: Money


def pay_in_cash(total: Money) -> Cash:
    """Round a total to what coins can pay. A refund gives back what the same sale took."""
    coin = COINS.get(total.currency, 1)
    due = Money(whole(Fraction(total.amount, coin)) * coin, total.currency)
    return Cash(due=due, rounding=due - total)
