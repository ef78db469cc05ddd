"""What a set's page shows of it: the parts, what they cost one by one, what the set saves."""

from collections.abc import Mapping, Sequence
from typing import Any

from shop.bundles import selectors
from shop.bundles.models import BundleItem
from shop.core.money import Money
from shop.core.slots import register


def contents_of(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the chosen variant consists of; nothing where it is no set.

    # {% if reached("carts.one-price") %}
    Costs one query, and a second one for a set: its parts have the prices that their own pages show.
    # {% else %}
    Costs one query.
    # {% endif %}
    """
    variant = page["variant"]
    items = selectors.bundle_contents(variant)
    if not items:
        return None
    # {% if reached("carts.one-price") %}
    shown = page["asking"].read([variant, *(item.component for item in items)])
    prices = {pk: price.money for pk, price in shown.items()}
    # {% else %}
    prices = {part.pk: part.price for part in [variant, *(item.component for item in items)]}
    # {% endif %}
    total = one_by_one(items, prices)
    saved = total - prices[variant.pk] if total and variant.pk in prices else None
    return {
        "items": [(item, prices.get(item.component_id)) for item in items],
        "total": total,
        "saved": saved if saved and saved.amount > 0 else None,
        "missing": selectors.inactive_parts(variant),
    }


def one_by_one(items: Sequence[BundleItem], prices: Mapping[int, Money]) -> Money | None:
    """What the parts cost by themselves; nothing where one of them has no price."""
    if any(item.component_id not in prices for item in items):
        return None
    first, *others = (prices[item.component_id] * item.quantity for item in items)
    return sum(others, start=first)


register("product.details", "bundles/contents.html", contents_of, order=10)
