"""What a promotion gives. Each benefit says how much it takes off which line, in whole minor units.

It sees what earlier ones have left of each line, and takes no more than that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Protocol

from shop.core.money import Money
from shop.core.rounding import Halves, whole
from shop.core.splitting import split
from shop.promotions.basket import Line


class Kind(StrEnum):
    """The kinds of benefits, as they are kept."""

    PERCENT = "percent"
    AMOUNT_OFF = "amount-off"
    FIXED_PRICE = "fixed-price"
    BUY_GET = "buy-get"
    FREE_SHIPPING = "free-shipping"


@dataclass(frozen=True)
class Left:
    """A line, and what is left of its price."""

    line: Line
    amount: int


Reductions = Mapping[str, int]


class Benefit(Protocol):
    """Takes something off lines that come sorted by their id, so that nothing depends on a cart's order."""

    kind: ClassVar[Kind]

    def reduce(self, lines: Sequence[Left], halves: Halves) -> Reductions:
        """How much is taken off each line, by its id; never more than is left of it."""
        ...

    def label(self, currency: str) -> str:
        """What it is, in a few signs: `10 %`, `€5.00 off`."""
        ...


@dataclass(frozen=True)
class Percent:
    """So many percent of everything together. The sum is rounded once, and the lines share it."""

    percent: Decimal
    kind: ClassVar[Kind] = Kind.PERCENT

    def reduce(self, lines: Sequence[Left], halves: Halves) -> Reductions:
        """Take the percentage off the sum."""
        total = sum(left.amount for left in lines)
        return spread(whole(total * Fraction(self.percent) / 100, halves), lines)

    def label(self, currency: str) -> str:
        """As in `10 %`."""
        return percentage(self.percent)


@dataclass(frozen=True)
class AmountOff:
    """An amount off everything together; not more than there is."""

    amount: int
    kind: ClassVar[Kind] = Kind.AMOUNT_OFF

    def reduce(self, lines: Sequence[Left], halves: Halves) -> Reductions:
        """Take the amount off the sum."""
        return spread(min(self.amount, sum(left.amount for left in lines)), lines)

    def label(self, currency: str) -> str:
        """As in `€5.00 off`."""
        return f"{Money(self.amount, currency)} off"


@dataclass(frozen=True)
class FixedPrice:
    """Each unit for one price; what is cheaper already stays so."""

    amount: int
    kind: ClassVar[Kind] = Kind.FIXED_PRICE

    def reduce(self, lines: Sequence[Left], halves: Halves) -> Reductions:
        """Take off what is above the price."""
        return {left.line.id: max(0, left.amount - self.amount * left.line.quantity) for left in lines}

    def label(self, currency: str) -> str:
        """As in `€10.00 each`."""
        return f"{Money(self.amount, currency)} each"


@dataclass(frozen=True)
class BuyGet:
    """Of each so many units the cheapest cost less, or nothing: three for two, the second at half price."""

    buy: int
    get: int
    percent: Decimal = Decimal(100)
    kind: ClassVar[Kind] = Kind.BUY_GET

    def reduce(self, lines: Sequence[Left], halves: Halves) -> Reductions:
        """Reduce the cheapest of all units, whichever lines they are on."""
        units = sum(left.line.quantity for left in lines)
        due = units // (self.buy + self.get) * self.get
        reduced: dict[str, int] = {}
        for left in sorted(lines, key=lambda left: Fraction(left.amount, left.line.quantity)):
            here = min(due, left.line.quantity)
            price = Fraction(left.amount * here, left.line.quantity)
            reduced[left.line.id] = whole(price * Fraction(self.percent) / 100, halves)
            due -= here
        return reduced

    def label(self, currency: str) -> str:
        """As in `3 + 1 free`."""
        gift = "free" if self.percent == 100 else f"at -{percentage(self.percent)}"
        return f"{self.buy} + {self.get} {gift}"


@dataclass(frozen=True)
class FreeShipping:
    """Nothing off the lines; the parcel costs nothing."""

    kind: ClassVar[Kind] = Kind.FREE_SHIPPING

    def reduce(self, lines: Sequence[Left], halves: Halves) -> Reductions:
        """Take nothing off."""
        return {}

    def label(self, currency: str) -> str:
        """As it is called."""
        return "free shipping"


def spread(total: int, lines: Sequence[Left]) -> Reductions:
    """Share what is taken off by what is left of each line: nothing is lost, and no line goes below zero."""
    if not total:
        return {}
    shares = split(total, [left.amount for left in lines])
    return {left.line.id: share for left, share in zip(lines, shares, strict=True)}


def percentage(percent: Decimal) -> str:
    """A percentage as people write it: `10 %`, `12.5 %`."""
    return f"{percent.normalize():f} %"
