"""What a promotion looks at: lines with prices, and who buys when. No database is needed for it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Line:
    """So many units of one thing at one price.

    Attributes:
        id: its name in the answer, once in a basket.
        unit_price: in minor units.
        categories: the shelf on which the product stands, and the shelf that this one belongs to.
    """

    id: str
    name: str
    quantity: int
    unit_price: int
    product: int = 0
    categories: frozenset[int] = frozenset()

    @property
    def amount(self) -> int:
        """What it costs before anything is taken off."""
        return self.quantity * self.unit_price


@dataclass(frozen=True)
class Shopper:
    """Who buys, as far as promotions care: in which groups they are, by slug, and whether they are new."""

    groups: frozenset[str] = frozenset()
    first_order: bool = False


@dataclass(frozen=True)
class Basket:
    """A cart at a moment, in one currency, with the codes that were typed in."""

    lines: tuple[Line, ...]
    currency: str
    at: datetime
    codes: frozenset[str] = frozenset()
    shopper: Shopper = field(default_factory=Shopper)
    shipping: int = 0

    def __post_init__(self) -> None:
        """Refuse what no cart holds.

        Raises:
            ValueError: two lines have one id, a quantity is below one or a price below zero.
        """
        if len({line.id for line in self.lines}) < len(self.lines):
            raise ValueError(f"Each line has an id of its own. Found: {[line.id for line in self.lines]}.")
        if wrong := [line for line in self.lines if line.quantity < 1 or line.unit_price < 0]:
            raise ValueError(f"A line has one unit or more, for nothing or more. Found: {wrong[0]}.")
