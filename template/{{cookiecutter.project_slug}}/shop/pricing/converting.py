"""From one currency to another: first an exact amount, then one that looks like a price."""

from dataclasses import dataclass
from fractions import Fraction

from shop.core.money import Money, exponent
from shop.core.rounding import whole


@dataclass(frozen=True)
class Ending:
    """How prices of a currency end: a multiple of a step, less a little. In minor units.

    With a step of 100 and 1 less, prices are 0.99, 1.99, 2.99 and so on.
    """

    step: int = 1
    less: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.less < self.step:
            raise ValueError(f"An ending takes less than its step off. Found: {self.less} of {self.step}.")


def converted(price: Money, currency: str, rate: Fraction) -> Fraction:
    """What an amount is worth in minor units of another currency, exact.

    Args:
        rate: what one major unit is worth, as newspapers print it: 1 EUR is 165 JPY.
    """
    return price.amount * rate * Fraction(10) ** (exponent(currency) - exponent(price.currency))


def like_a_price(exact: Fraction, ending: Ending) -> int:
    """The nearest amount that ends as prices do. What is free stays free, and nothing else becomes so."""
    if exact == 0:
        return 0
    steps = max(1, whole((exact + ending.less) / ending.step))
    return steps * ending.step - ending.less
