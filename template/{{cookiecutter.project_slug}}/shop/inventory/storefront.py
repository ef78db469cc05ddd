"""What a product's page says about the chosen variant: whether it can be had."""

# {% if reached("inventory.in-carts") %}
from collections.abc import Iterable, Mapping
# {% else %}
from collections.abc import Mapping
# {% endif %}
from typing import Any

from shop.catalog.models import Variant
from shop.core.slots import register
# {% if reached("inventory.in-carts") %}
from shop.inventory.alongside import stock_of
# {% endif %}
from shop.inventory.selectors import Availability, availability


# {% if reached("inventory.in-carts") %}
def note_found(variant: Variant, brought: Iterable[Variant]) -> None:
    """Have a page's variant know what is there, from variants that came through `with_stock`."""
    for other in brought:
        if other.pk == variant.pk:
            variant.__dict__["found"] = stock_of(other)


# {% endif %}
def found_of(variant: Variant) -> Availability:
    """What of a page's variant is there: whoever asks on the same page gets the same answer.

    Costs what `availability` does the first time, and nothing after, or where the page brought it along.
    """
    kept: dict[str, Any] = variant.__dict__
    if "found" not in kept:
        kept["found"] = availability([variant.pk])[variant.pk]
    found: Availability = kept["found"]
    return found


def availability_of(page: Mapping[str, Any]) -> Mapping[str, Any]:
    """What of the chosen variant is there. Costs what `found_of` does."""
    found = found_of(page["variant"])
    return {"level": found.level, "left": found.ready}


register("product.buy", "inventory/availability.html", availability_of, order=10)
