"""What has changed since a shopper last looked: found by comparing, and said in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shop.carts.models import CartLine
from shop.carts.pricing import PricedCart, Wanted
from shop.core.money import Money


class Kind(StrEnum):
    """What may have changed."""

    PRICE_UP = "price-up"
    PRICE_DOWN = "price-down"
    LEFT_OUT = "left-out"
    FEWER = "fewer"
    COUPON = "coupon"
    # {% if reached("carts.overflow") %}
    OVERFLOW = "overflow"
    # {% endif %}


@dataclass(frozen=True)
class Change:
    """One thing that the shopper should know before they order.

    Attributes:
        about: a SKU, or a coupon's code.
    """

    kind: Kind
    about: str
    says: str


def changes(lines: Sequence[CartLine], priced: PricedCart) -> list[Change]:
    """All that is not as the shopper saw it, in the order of the cart; then what became of their codes."""
    seen = {line.variant.sku: line.seen for line in lines}
    found = list(prices(seen, priced))
    found += [Change(Kind.FEWER, short.id, fewer(short)) for short in priced.short]
    for left in priced.left_out:
        said = f"{left.wanted.name} is not counted. {left.reason}"
        found.append(Change(Kind.LEFT_OUT, left.wanted.id, said))
    found += [Change(Kind.COUPON, refused.code, str(refused)) for refused in priced.refused]
    return found


def prices(seen: dict[str, Money | None], priced: PricedCart) -> Iterator[Change]:
    """Prices that went up or down. One in another currency cannot be compared, and is not."""
    for line in priced.lines:
        before, now = seen.get(line.wanted.id), line.unit.money
        if before is None or before.currency != now.currency or before == now:
            continue
        kind = Kind.PRICE_UP if before < now else Kind.PRICE_DOWN
        moved = "now costs more" if kind is Kind.PRICE_UP else "now costs less"
        yield Change(kind, line.wanted.id, f"{line.wanted.name} {moved}: {now}. It was {before}.")


def fewer(short: Wanted) -> str:
    """That not all are there. Nobody's cart is changed for it: who wanted nine may not want two."""
    there = f"Of {short.name} only {short.possible} are there."
    return f"{there} You wanted {short.quantity}; {short.possible} are counted."
