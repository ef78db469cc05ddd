"""What can be done with a cart by whoever has its key: nobody is known, so it is the same for all."""

from datetime import timedelta

from shop.carts.models import Cart
from shop.core import clock
from tests.addresses import Row
from tests.carts.builders import sold
from tests.pricing.builders import a_region
from tests.promotions.builders import a_coupon

TOKEN = "crt_23456789bcdfghjkmnpq"
CART = f"/api/v1/carts/{TOKEN}/"
ROWS = [
    Row("POST", "/api/v1/carts/", 201, {}),
    Row("GET", CART, 200),
    Row("POST", f"{CART}lines/", 200, {"sku": "KNOWN-JUG"}),
    Row("DELETE", f"{CART}lines/", 200),
    Row("PUT", f"{CART}lines/KNOWN-JUG/", 200, {"quantity": 3}),
    Row("DELETE", f"{CART}lines/KNOWN-JUG/", 200),
    Row("POST", f"{CART}coupons/", 200, {"code": "spring"}),
    Row("DELETE", f"{CART}coupons/KNOWN-CODE/", 200),
    Row("PUT", f"{CART}destination/", 200, {"country": "AT"}),
    Row("PUT", f"{CART}seen/", 200),
]


def stand() -> None:
    """A cart with a jug and a code, in a shop that sends to Austria."""
    a_region("AT")
    a_coupon("KNOWN-CODE")
    cart = Cart.objects.create(
        token=TOKEN, coupons=["KNOWN-CODE"], expires_at=clock.now() + timedelta(days=1)
    )
    cart.lines.create(variant=sold("KNOWN-JUG"), seen_amount=2300, seen_currency="EUR")
