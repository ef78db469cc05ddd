"""What a product's page and the frame of all pages show of the cart: a button, and the way to it.

Neither knows whose cart it is, so the pages stay the same for everybody, and proxies may keep them.
"""

from collections.abc import Mapping
from typing import Any

from shop.carts.models import MOST_OF_ONE
from shop.core.slots import register
# {% if reached("inventory.in-carts") %}
from shop.inventory.storefront import found_of
# {% endif %}


# {% if reached("inventory.in-carts") %}
def buying(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The variant that the button adds, with the price beside it; no button where nothing is to be had.

    That it is sold out, the shelves say in the same place. Costs what `found_of` does.
    """
    variant = page["variant"]
    most = min(MOST_OF_ONE, found_of(variant).total)
    return {"variant": variant, "most": most} if most else None
# {% else %}
def buying(page: Mapping[str, Any]) -> Mapping[str, Any]:
    """The variant that the button adds, with the price beside it."""
    return {"variant": page["variant"], "most": MOST_OF_ONE}
# {% endif %}


register("product.buy", "storefront/product/_buy.html", buying, order=50)
register("page.header", "storefront/cart/_link.html", order=90)
