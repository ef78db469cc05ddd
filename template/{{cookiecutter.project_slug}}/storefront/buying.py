"""What a product's page and the frame of all pages show of the cart: a button, and the way to it.

Neither knows whose cart it is, so the pages stay the same for everybody, and proxies may keep them.
"""

from collections.abc import Mapping
from typing import Any

from shop.core.slots import register


def buying(page: Mapping[str, Any]) -> Mapping[str, Any]:
    """The variant that the button adds, with the price beside it."""
    return {"variant": page["variant"]}


register("product.buy", "storefront/product/_buy.html", buying, order=50)
register("page.header", "storefront/cart/_link.html", order=90)
