"""An offer is a promotion as one basket sees it: what it gives, and under which conditions."""

from dataclasses import dataclass
from datetime import datetime

from shop.core.money import Money
from shop.promotions.basket import Basket, Line
from shop.promotions.benefits import Benefit


@dataclass(frozen=True)
class Conditions:
    """When an offer holds, and for what. What is not said does not restrict it.

    Amounts and quantities are those of the lines that it holds for, before anything is taken off: so whether
    one offer holds never depends on another.

    Attributes:
        products: these, or what stands in `categories`; all if neither is said.
        currency: that of its amounts; empty if it has none.
        begins, ends: from a moment on, until the moment at which it holds no more.
    """

    minimum_amount: int = 0
    minimum_quantity: int = 0
    products: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    groups: frozenset[str] = frozenset()
    first_order: bool = False
    currency: str = ""
    begins: datetime | None = None
    ends: datetime | None = None


# Holds for everything and everybody, at any time.
NONE = Conditions()


@dataclass(frozen=True)
class Offer:
    """A promotion, with the code by which it was asked for.

    Attributes:
        code: empty for one that holds for everybody.
        priority: small numbers come first; between equals, the slug decides.
        exclusive: it does not stand beside others.
        used_up: its code has been redeemed as often as it may.
    """

    slug: str
    name: str
    benefit: Benefit
    conditions: Conditions = NONE
    code: str = ""
    priority: int = 100
    exclusive: bool = False
    used_up: bool = False

    @property
    def label(self) -> str:
        """How a shopper knows it: by the code that they typed, or by its name."""
        return self.code or self.name


def lines_for(conditions: Conditions, basket: Basket) -> list[Line]:
    """The lines that an offer holds for, sorted by their id."""
    everything = not conditions.products and not conditions.categories
    return sorted(
        (
            line
            for line in basket.lines
            if everything or line.product in conditions.products or line.categories & conditions.categories
        ),
        key=lambda line: line.id,
    )


def why_not(offer: Offer, basket: Basket) -> str:
    """The first reason why an offer does not hold, as a sentence goes on after its name; empty if it does."""
    if offer.used_up:
        return "has been used up"
    return not_now(offer.conditions, basket) or not_here(offer.conditions, basket)


def not_now(conditions: Conditions, basket: Basket) -> str:
    """Reasons of time, money and people."""
    if conditions.begins and basket.at < conditions.begins:
        return f"begins on {conditions.begins:%Y-%m-%d}"
    if conditions.ends and basket.at >= conditions.ends:
        return f"ended on {conditions.ends:%Y-%m-%d}"
    if conditions.currency and conditions.currency != basket.currency:
        return f"holds for prices in {conditions.currency}"
    if conditions.groups and not conditions.groups & basket.shopper.groups:
        return "is for other customers"
    if conditions.first_order and not basket.shopper.first_order:
        return "is for a first order"
    return ""


def not_here(conditions: Conditions, basket: Basket) -> str:
    """Reasons that lie in the cart."""
    lines = lines_for(conditions, basket)
    if not lines:
        return "holds for nothing in the cart"
    units, amount = sum(line.quantity for line in lines), sum(line.amount for line in lines)
    if units < conditions.minimum_quantity:
        return f"needs {conditions.minimum_quantity} pieces, and there are {units}"
    if amount < conditions.minimum_amount:
        least, there = (Money(minor, basket.currency) for minor in (conditions.minimum_amount, amount))
        return f"begins at {least}, and there is {there}"
    return ""
