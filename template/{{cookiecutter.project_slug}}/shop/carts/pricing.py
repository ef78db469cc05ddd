"""What a cart costs, and why: one pure function, composed of the three that choose, discount and tax."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from shop.core.money import Money
from shop.core.rounding import Halves
from shop.pricing.choosing import Ask, Snapshot, UnitPrice, choose_price
from shop.pricing.errors import NoPrice
from shop.promotions.applying import DiscountedLine, Reduction, Refused, apply
from shop.promotions.basket import Basket, Line, Shopper
from shop.promotions.offers import Offer
from shop.taxes.computing import Amounts, LineTax, TaxLine
from shop.taxes.engine import TaxAnswer, TaxEngine, TaxQuestion
from shop.taxes.places import Place
from shop.taxes.table import STANDARD


@dataclass(frozen=True)
class Wanted:
    """So many of one thing.

    Attributes:
        id: its name in the answer, once in a cart.
        categories: the shelf on which the product stands, and the shelf that this one belongs to.
        tax_category: which kind of goods it is for those who tax it.
        for_sale: whether it can be bought now; what cannot is named, and costs nothing.
        there: how many there are, if somebody counts. No more than these are priced.
    """

    id: str
    name: str
    variant: int
    quantity: int
    product: int = 0
    categories: frozenset[int] = frozenset()
    tax_category: str = STANDARD
    for_sale: bool = True
    there: int | None = None

    @property
    def possible(self) -> int:
        """How many can be had of what is wanted."""
        return self.quantity if self.there is None else min(self.quantity, self.there)

    @property
    def is_short(self) -> bool:
        """Whether there are some, and fewer than are wanted."""
        return self.for_sale and 0 < self.possible < self.quantity


@dataclass(frozen=True)
class Rules:
    """What a cart is priced by: prices, offers, taxes, and where halves go."""

    prices: Snapshot
    offers: tuple[Offer, ...]
    taxes: TaxEngine
    halves: Halves = Halves.UP


@dataclass(frozen=True)
class Buyer:
    """Who buys, where, when, and for which money.

    Attributes:
        included: whether prices have the tax in them.
        code: what the cart is called, for tax services that keep a list of their own.
    """

    currency: str
    at: datetime
    origin: Place
    destination: Place
    included: bool = True
    region: str | None = None
    shopper: Shopper = field(default_factory=Shopper)
    codes: frozenset[str] = frozenset()
    code: str = ""


@dataclass(frozen=True)
class PricedLine:
    """What a line comes to."""

    wanted: Wanted
    unit: UnitPrice
    reductions: tuple[Reduction, ...]
    taxed: LineTax

    @property
    def amount(self) -> int:
        """What it costs before anything is taken off."""
        return self.unit.amount * self.wanted.quantity

    @property
    def discount(self) -> int:
        """All that is taken off."""
        return sum(reduction.amount for reduction in self.reductions)

    @property
    def left(self) -> int:
        """What is asked for it, with the tax in it or without, as prices are."""
        return self.amount - self.discount

    def explain(self) -> list[str]:
        """Say how it came about, sentence by sentence."""
        currency = self.unit.currency
        sum_ = f"{self.wanted.quantity} x {self.unit.money} = {Money(self.amount, currency)}"
        off = [reduction.explanation for reduction in self.reductions]
        return [self.unit.explanation, sum_, *off, self.taxed.explain(currency)]


@dataclass(frozen=True)
class Left:
    """Something in the cart that cannot be bought now, and why."""

    wanted: Wanted
    reason: str


@dataclass(frozen=True)
class PricedCart:
    """What a cart comes to, the lines in the order in which they were given.

    Attributes:
        short: what more is wanted of than there is, as it was wanted; its line has what there is.
    """

    currency: str
    included: bool
    lines: tuple[PricedLine, ...]
    left_out: tuple[Left, ...]
    short: tuple[Wanted, ...]
    refused: tuple[Refused, ...]
    offers: tuple[Offer, ...]
    free_shipping: bool
    tax: TaxAnswer

    @property
    def amount(self) -> int:
        """What all lines cost before anything is taken off."""
        return sum(line.amount for line in self.lines)

    @property
    def discount(self) -> int:
        """All that is taken off."""
        return sum(line.discount for line in self.lines)

    @property
    def net(self) -> int:
        """Without tax."""
        return self.tax.taxed.net

    @property
    def tax_amount(self) -> int:
        """The tax."""
        return self.tax.taxed.tax

    @property
    def gross(self) -> int:
        """What is paid."""
        return self.tax.taxed.gross

    @property
    def rates(self) -> tuple[Amounts, ...]:
        """The sums by rate."""
        return self.tax.taxed.rates


def price_cart(wanted: Sequence[Wanted], rules: Rules, buyer: Buyer) -> PricedCart:
    """Price a cart. It asks nobody anything; the same cart and the same rules have the same answer.

    Raises:
        ValueError: two lines have one id.
        NoTaxRate: the destination is in the table of taxes, and nothing holds on this day.
    """
    possible = [replace(one, quantity=one.possible) if one.is_short else one for one in wanted]
    units, left_out = choose_prices(possible, rules.prices, buyer)
    sold = [one for one in possible if one.id in units]
    basket = Basket(
        lines=tuple(basket_line(one, units[one.id]) for one in sold),
        currency=buyer.currency,
        at=buyer.at,
        codes=buyer.codes,
        shopper=buyer.shopper,
    )
    reduced = apply(basket, rules.offers, rules.halves)
    tax = rules.taxes.tax(question(sold, reduced.lines, buyer))
    lines = zip(sold, reduced.lines, tax.taxed.lines, strict=True)
    return PricedCart(
        currency=buyer.currency,
        included=buyer.included,
        lines=tuple(PricedLine(one, units[one.id], off.reductions, taxed) for one, off, taxed in lines),
        left_out=tuple(left_out),
        short=tuple(one for one in wanted if one.is_short and one.id in units),
        refused=reduced.refused,
        offers=reduced.offers,
        free_shipping=reduced.free_shipping,
        tax=tax,
    )


def choose_prices(
    wanted: Sequence[Wanted], prices: Snapshot, buyer: Buyer
) -> tuple[dict[str, UnitPrice], list[Left]]:
    """The price of each thing that can be bought, and what cannot."""
    units: dict[str, UnitPrice] = {}
    left_out: list[Left] = []
    for one in wanted:
        if not one.for_sale:
            left_out.append(Left(one, "It is no longer sold."))
            continue
        if one.there == 0:
            left_out.append(Left(one, "It is sold out."))
            continue
        ask = Ask(one.variant, buyer.currency, buyer.at, one.quantity, buyer.region, buyer.shopper.groups)
        try:
            units[one.id] = choose_price(ask, prices)
        except NoPrice:
            left_out.append(Left(one, f"It has no price in {buyer.currency}."))
    return units, left_out


def basket_line(one: Wanted, unit: UnitPrice) -> Line:
    """A line, as promotions see it."""
    return Line(one.id, one.name, one.quantity, unit.amount, one.product, one.categories)


def question(sold: Sequence[Wanted], reduced: Sequence[DiscountedLine], buyer: Buyer) -> TaxQuestion:
    """What the tax engine is asked: each line, after all that was taken off it."""

    def lines() -> Iterator[TaxLine]:
        for one, off in zip(sold, reduced, strict=True):
            yield TaxLine(one.id, off.left, one.tax_category, one.quantity, one.id)

    return TaxQuestion(
        code=buyer.code,
        currency=buyer.currency,
        on=buyer.at.date(),
        origin=buyer.origin,
        destination=buyer.destination,
        lines=tuple(lines()),
        included=buyer.included,
    )
