"""Prices in cents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

EVENING = time(18)


@dataclass(frozen=True)
class Price:
    """What one thing costs."""

    cents: int

    class Meta:
        unit = "cent"

    def __str__(self) -> str:
        return f"{self.cents / 100:.2f}"


def total(prices: Iterable[Price]) -> Price:
    """Add up prices."""
    return Price(sum(price.cents for price in prices))


# {% if reached("till.discount") %}
# The bakery closes at seven.
def evening_price(price: Price, at: time) -> Price:
    """Take a third off after six."""
    return Price(price.cents * 2 // 3) if at >= EVENING else price
# {% endif %}
