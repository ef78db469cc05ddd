"""From exact amounts to money: rounded once, at a place that the shop has chosen, and never again."""

from enum import StrEnum
from fractions import Fraction
from math import floor


class Halves(StrEnum):
    """Where exactly half a unit goes."""

    UP = "up"  # away from zero, as people learn it: a refund of half a cent mirrors its sale
    EVEN = "even"  # to the even neighbour, so that over many amounts as much is lost as is gained


class Rounding(StrEnum):
    """At which place an invoice rounds what it computes, such as a tax."""

    LINE = "line"  # each line alone: what a line says is what is added up
    RATE = "rate"  # the lines of one tax rate together
    TOTAL = "total"  # all lines together


def whole(amount: Fraction, halves: Halves = Halves.UP) -> int:
    """Round an exact amount to whole minor units. Below zero, everything mirrors what is above."""
    if halves is Halves.EVEN:
        return round(amount)
    size = floor(abs(amount) + Fraction(1, 2))
    return size if amount >= 0 else -size
