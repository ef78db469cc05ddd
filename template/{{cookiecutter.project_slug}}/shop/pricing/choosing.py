"""Which price a shopper pays: a pure function of what was read before it is asked.

The precedence, whole:

1. A price on a list counts if the list is in the currency that is asked for, applies at this moment, is for
   the shopper's region or for all, and for one of the shopper's groups or everybody; and if the quantity
   reaches the price's own.
2. The usual price is the lowest that counts on a standing list, for everybody and from one unit on. Where no
   list has one, it is the variant's own price; and where that is in another currency, it is converted at the
   rate of this moment, to an amount that ends as prices do there.
3. All other prices that count are offers: those of sales, of groups, and from more units on.
4. The lowest of the usual price and the offers is paid. Between equals, the usual price is named first, and
   then the list whose slug comes first; on one list, the price that needs fewer units and is in no sale.
5. Without any of them there is no price.

So an offer never makes anything dearer: nobody pays more for being in one more group, for taking more at
once, or because a sale is on. Only a standing list can raise a price, and that is what it is for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from shop.core.money import Money
from shop.pricing.converting import Ending, converted, like_a_price
from shop.pricing.errors import NoPrice


@dataclass(frozen=True)
class PriceRow:
    """A price on a list, with what the list says. No region stands for all, and no group for everybody."""

    price_list: str
    amount: int
    currency: str
    starts_at: datetime
    ends_at: datetime | None = None
    min_quantity: int = 1
    region: str | None = None
    group: str | None = None
    is_sale: bool = False

    @property
    def is_offer(self) -> bool:
        """Whether it is for some, for many or for a while; what is not, is the usual price."""
        return self.is_sale or self.group is not None or self.min_quantity > 1


@dataclass(frozen=True)
class Rate:
    """What one unit of a currency is worth, and how prices end where it is asked for."""

    rate: Fraction
    ending: Ending = field(default_factory=Ending)


@dataclass(frozen=True)
class Snapshot:
    """What prices are chosen from: rows and own prices by variant, rates by the currency they come from."""

    rows: Mapping[int, Sequence[PriceRow]] = field(default_factory=dict)
    own: Mapping[int, Money] = field(default_factory=dict)
    rates: Mapping[str, Rate] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """Who wants how many of what, where and when."""

    variant: int
    currency: str
    at: datetime
    quantity: int = 1
    region: str | None = None
    groups: frozenset[str] = frozenset()


class Source(StrEnum):
    """Where a price comes from."""

    LIST = "list"
    OWN = "own"
    CONVERTED = "converted"


@dataclass(frozen=True)
class UnitPrice:
    """What one unit costs, and why."""

    amount: int
    currency: str
    source: Source
    explanation: str
    price_list: str = ""
    is_sale: bool = False

    @property
    def money(self) -> Money:
        """The amount with its currency."""
        return Money(self.amount, self.currency)


def choose_price(ask: Ask, snapshot: Snapshot) -> UnitPrice:
    """Say what a shopper pays for one unit, after the precedence above.

    Raises:
        NoPrice: no list has one that counts, and the variant has none in this currency, nor a rate to it.
    """
    counting = [row for row in snapshot.rows.get(ask.variant, ()) if counts(row, ask)]
    # In one order, whatever the order in which they were read: min() takes the first of equals.
    counting.sort(key=lambda row: (row.amount, row.is_offer, row.price_list, row.min_quantity, row.is_sale))
    found = [from_list(row) for row in counting]
    if all(row.is_offer for row in counting):
        found = [*own_price(ask, snapshot), *found]
    if not found:
        own = snapshot.own.get(ask.variant)
        raise NoPrice(
            found=f"no list in {ask.currency}, and no rate from {own.currency if own else 'a price'}.",
            do="put the variant on a list in this currency, or write a rate.",
        )
    return min(found, key=lambda price: price.amount)


def counts(row: PriceRow, ask: Ask) -> bool:
    """Whether a price on a list is one that this shopper may have, at this moment and quantity."""
    return (
        row.currency == ask.currency
        and row.starts_at <= ask.at
        and (row.ends_at is None or ask.at < row.ends_at)
        and row.region in (None, ask.region)
        and (row.group is None or row.group in ask.groups)
        and row.min_quantity <= ask.quantity
    )


def from_list(row: PriceRow) -> UnitPrice:
    """The price of a row, with its reason in words."""
    enough = f" from {row.min_quantity} on" if row.min_quantity > 1 else ""
    explanation = f"List `{row.price_list}`{enough}."
    return UnitPrice(row.amount, row.currency, Source.LIST, explanation, row.price_list, row.is_sale)


def own_price(ask: Ask, snapshot: Snapshot) -> list[UnitPrice]:
    """The variant's own price, converted if need be; nothing if that cannot be done."""
    own = snapshot.own.get(ask.variant)
    if own is None:
        return []
    if own.currency == ask.currency:
        return [UnitPrice(own.amount, own.currency, Source.OWN, "The variant's own price.")]
    rate = snapshot.rates.get(own.currency)
    if rate is None:
        return []
    amount = like_a_price(converted(own, ask.currency, rate.rate), rate.ending)
    explanation = f"{own} converted at {float(rate.rate):g}, and made to look like a price."
    return [UnitPrice(amount, ask.currency, Source.CONVERTED, explanation)]
