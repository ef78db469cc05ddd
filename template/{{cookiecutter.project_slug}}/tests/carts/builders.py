"""Small builders of carts. A test names what matters to it; the rest is made up here."""

from datetime import timedelta
from typing import Any

from shop.carts.models import Cart
from shop.catalog.models import Variant
from shop.core import clock
# {% if reached("inventory.in-carts") %}
from tests.builders import a_published_product, a_stock_item
# {% else %}
from tests.builders import a_published_product
# {% endif %}


def a_cart(**quantities: int) -> Cart:
    """A stranger's cart with so many of some new things: `a_cart(MUG=2)`."""
    cart = Cart.objects.create(expires_at=clock.now() + timedelta(days=1))
    cart.groups = ()
    for sku, quantity in quantities.items():
        cart.lines.create(variant=sold(sku), quantity=quantity)
    return cart


def sold(sku: str, **fields: Any) -> Variant:
    """Something that shoppers can buy for 24 euros; the one that is there, if it is."""
    if there := Variant.objects.filter(sku=sku).first():
        return there
    variant = a_published_product(name=sku.capitalize()).variants.get()
    Variant.objects.filter(pk=variant.pk).update(**({"sku": sku, "name": ""} | fields))
    variant.refresh_from_db()
    # {% if reached("inventory.in-carts") %}
    a_stock_item(variant=variant, on_hand=1000)
    # {% endif %}
    return variant


def contents(cart: Cart) -> dict[str, int]:
    """How many of what are in a cart now."""
    return dict(cart.lines.order_by("pk").values_list("variant__sku", "quantity"))
