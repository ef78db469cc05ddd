"""How the cost of shipping is taxed: strategies with names."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from shop.core.splitting import split
from shop.taxes.computing import TaxLine

SHIPPING = "shipping"


class ShippingTax(StrEnum):
    """By which strategy; `config/shop.toml` chooses."""

    OWN = "own"
    PROPORTIONAL = "proportional"


def own(cost: int, goods: Sequence[TaxLine]) -> list[TaxLine]:
    """Shipping is a service of its own, with a rate of its own where the table has one."""
    return [TaxLine(SHIPPING, cost, category=SHIPPING)]


def proportional(cost: int, goods: Sequence[TaxLine]) -> list[TaxLine]:
    """Shipping is a part of what is shipped: each kind of goods carries its share, and its rate.

    This is how the Union's VAT sees it: what belongs to a supply is taxed as the supply is.
    """
    worth: dict[str, int] = {}
    for line in sorted(goods, key=lambda line: line.category):
        worth[line.category] = worth.get(line.category, 0) + line.amount
    if not sum(worth.values()):
        return own(cost, goods)
    shares = zip(worth, split(cost, list(worth.values())), strict=True)
    return [
        TaxLine(f"{SHIPPING}/{category}", share, category=category) for category, share in shares if share
    ]


STRATEGIES: Mapping[ShippingTax, Callable[[int, Sequence[TaxLine]], list[TaxLine]]] = {
    ShippingTax.OWN: own,
    ShippingTax.PROPORTIONAL: proportional,
}


def shipping_lines(cost: int, goods: Sequence[TaxLine], strategy: ShippingTax) -> list[TaxLine]:
    """The cost of shipping, as lines that can be taxed; none where it costs nothing."""
    return STRATEGIES[strategy](cost, goods) if cost else []
