"""What a product's page says about the chosen variant: whether it can be had."""

from collections.abc import Mapping
from typing import Any

from shop.core.slots import register
from shop.inventory.selectors import availability


def availability_of(page: Mapping[str, Any]) -> Mapping[str, Any]:
    """What of the chosen variant is there. Costs what `availability` does."""
    variant = page["variant"].pk
    found = availability([variant])[variant]
    return {"level": found.level, "left": found.ready}


register("product.buy", "inventory/availability.html", availability_of, order=10)
