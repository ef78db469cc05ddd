"""The way to a page of Stripe's, for who would rather type their card there, or has no scripts."""

from collections.abc import Mapping
from typing import Any

from shop.core.slots import register


def to_page(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A button, where a card is to pay and nobody is under way yet."""
    return {} if page["way"].code == "card" and not (page["action"] or {}).get("url") else None


register("checkout.pay", "storefront/checkout/_elsewhere.html", to_page, order=70)
