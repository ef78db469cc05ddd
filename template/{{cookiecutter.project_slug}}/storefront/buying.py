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


def buying(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The variant that the button adds, and the price beside it; no button for what cannot be bought."""
    variant = page["variant"]
    # {% if reached("carts.one-price") %}
    price = page["shown"].money if page["shown"] else None
    # {% else %}
    price = variant.price
    # {% endif %}
    # {% if reached("inventory.in-carts") %}
    # That it is sold out, the shelves say in the same place. They are asked once for both.
    most = min(MOST_OF_ONE, found_of(variant).total)
    # {% else %}
    most = MOST_OF_ONE
    # {% endif %}
    return {"variant": variant, "price": price, "most": most} if price and most else None


register("product.buy", "storefront/product/_buy.html", buying, order=50)
register("page.header", "storefront/cart/_link.html", order=90)
