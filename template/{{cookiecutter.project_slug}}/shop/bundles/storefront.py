"""What a set's page shows of it: the parts, what they cost one by one, what the set saves."""

from collections.abc import Mapping
from typing import Any

from shop.bundles import selectors
from shop.core.slots import register


def contents_of(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the chosen variant consists of; nothing where it is no set. Costs one query."""
    variant = page["variant"]
    items = selectors.bundle_contents(variant)
    if not items:
        return None
    saved = selectors.saving(variant)
    return {
        "items": items,
        "total": selectors.components_total(variant),
        "saved": saved if saved.amount > 0 else None,
        "missing": selectors.inactive_parts(variant),
    }


register("product.details", "bundles/contents.html", contents_of, order=10)
