"""What a shopper was shown, and what is another by now. Pure functions: they ask nobody."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from shop.carts.changes import fewer
from shop.carts.pricing import PricedCart, PricedLine
from shop.checkout.errors import Wrong
from shop.core.money import Money


@dataclass(frozen=True)
class ShownLine:
    """One line, as it was shown.

    Attributes:
        unit, discount: amounts in the currency of the whole.
        tax: the rate in words.
    """

    name: str
    quantity: int
    unit: int
    discount: int
    tax: str

    @classmethod
    def of(cls, line: PricedLine) -> Self:
        """What is shown of a priced line."""
        wanted = line.wanted
        return cls(wanted.name, wanted.quantity, line.unit.amount, line.discount, str(line.taxed.rate))


@dataclass(frozen=True)
class Shown:
    """What a shopper agrees to: the lines by SKU, the codes that give something, and the total."""

    total: Money
    lines: Mapping[str, ShownLine]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, priced: PricedCart) -> Self:
        """What is shown of a priced cart."""
        return cls(
            Money(priced.gross, priced.currency),
            {line.wanted.id: ShownLine.of(line) for line in priced.lines},
            tuple(sorted({offer.code for offer in priced.offers if offer.code})),
        )

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """What was shown, as the database keeps it."""
        lines = {sku: ShownLine(**line) for sku, line in kept["lines"].items()}
        return cls(Money(**kept["total"]), lines, tuple(kept["codes"]))

    def kept(self) -> dict[str, Any]:
        """As the database keeps it."""
        lines = {sku: asdict(line) for sku, line in self.lines.items()}
        return {"total": self.total.as_json(), "lines": lines, "codes": list(self.codes)}


def changes(shown: Shown, priced: PricedCart) -> list[Wrong]:
    """All that is not as it was shown, in the order of the cart; then the codes, and last the total.

    The total is named where nothing else explains it, for a shopper must be told something.
    """
    now = Shown.of(priced)
    short = {wanted.id for wanted in priced.short}
    found = [*missing(shown, priced), *lines_changed(shown, now, short), *codes_lost(shown, priced)]
    if not found and now.total != shown.total:
        found.append(Wrong("total", "total", f"It comes to {now.total} now. It was {shown.total}."))
    return found


def missing(shown: Shown, priced: PricedCart) -> Iterator[Wrong]:
    """What cannot be had, or not so many of it. This cannot be agreed to: the cart has to be another."""
    for left in priced.left_out:
        yield Wrong(left.wanted.id, "gone", f"{left.wanted.name} cannot be bought. {left.reason}")
    for short in priced.short:
        yield Wrong(short.id, "fewer", fewer(short))
    there = {line.wanted.id for line in priced.lines} | {left.wanted.id for left in priced.left_out}
    for sku, line in shown.lines.items():
        if sku not in there:
            yield Wrong(sku, "removed", f"{line.name} was taken out of the cart meanwhile.")


def lines_changed(shown: Shown, now: Shown, short: Collection[str]) -> Iterator[Wrong]:
    """What is there, and is another or costs another price. That there are fewer, is told already."""

    def money(amount: int) -> Money:
        return Money(amount, now.total.currency)

    for sku, line in now.lines.items():
        before = shown.lines.get(sku)
        if before is None:
            yield Wrong(sku, "added", f"{line.name} was put into the cart meanwhile.")
        elif now.total.currency != shown.total.currency:
            yield Wrong(sku, "price", f"{line.name} costs {money(line.unit)} now, in another currency.")
        elif before.unit != line.unit:
            was = f"It was {money(before.unit)}."
            yield Wrong(sku, "price", f"{line.name} costs {money(line.unit)} now. {was}")
        elif before.quantity != line.quantity and sku not in short:
            yield Wrong(sku, "quantity", f"It is {line.quantity} of {line.name}. It was {before.quantity}.")
        elif before.discount != line.discount and sku not in short:
            off = f"{money(line.discount)} is taken off {line.name} now."
            yield Wrong(sku, "discount", f"{off} It was {money(before.discount)}.")
        if before and before.tax != line.tax:
            yield Wrong(sku, "tax", f"The tax on {line.name} is {line.tax} now. It was {before.tax}.")


def codes_lost(shown: Shown, priced: PricedCart) -> Iterator[Wrong]:
    """Codes that gave something, and no longer do."""
    for refused in priced.refused:
        if refused.code in shown.codes:
            yield Wrong(refused.code, "coupon", str(refused))
