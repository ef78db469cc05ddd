"""What can be done with an order: who placed it and staff with the right, and for others there is none."""

from shop.orders.keys import key_of
from shop.orders.models import Order
from tests.addresses import Row
from tests.orders.builders import an_order

ORDER = "ord_23456789bcdfghjkmnpq"
KEY = key_of(Order(public_id=ORDER))
HERE = f"/api/v1/orders/{ORDER}/"
REASON = {"reason": "changed-mind"}
ROWS = [
    Row("GET", "/api/v1/orders/", (403, 403, 403, 200), right="orders.view_order"),
    Row("GET", HERE, (403, 404, 404, 200), right="orders.view_order"),
    Row("GET", HERE, 200, headers={"Order-Key": KEY}),
    Row("POST", f"{HERE}cancel/", (403, 404, 404, 200), REASON, right="orders.cancel_order"),
    Row("POST", f"{HERE}cancel/", 200, REASON, headers={"Order-Key": KEY}),
]


def stand() -> None:
    """A guest's order of two vases."""
    order = an_order(**{"KNOWN-VASE": 2})
    Order.objects.filter(pk=order.pk).update(public_id=ORDER)
