"""What shoppers may do between the cart and the order. Nobody here has a cart, so all are led to it."""

from shop.orders.keys import key_of
from shop.orders.models import Order
from tests.addresses import Row
from tests.orders.builders import an_order
from tests.storefront.addresses import OTHER, OWN

ORDER = "ord_3456789bcdfghjkmnpqr"
SEEN = {"seen": "4800 EUR"}
ROWS = [
    Row("GET", "/checkout/", 303),
    Row("POST", "/checkout/begin/", 303, {}, OWN),
    Row("POST", "/checkout/begin/?other", 403, {}, OTHER),
    Row("GET", "/checkout/review/", 303),
    Row("POST", "/checkout/pay/", 303, SEEN, OWN),
    Row("POST", "/checkout/pay/?other", 403, SEEN, OTHER),
    Row("GET", "/checkout/back/", 303),
    # {% if reached("card-payments.kept-cards") %}
    Row("POST", "/checkout/cards/forget/", 303, {"method": "pm_1"}, OWN),
    Row("POST", "/checkout/cards/forget/?other", 403, {"method": "pm_1"}, OTHER),
    # {% endif %}
    # It is nobody's of those who ask here. Staff look at orders in the admin.
    Row("GET", f"/order/{ORDER}/", 404),
    Row("GET", f"/order/{ORDER}/{key_of(Order(public_id=ORDER))}/", 200),
]


def stand() -> None:
    """A guest's order."""
    order = an_order(**{"KNOWN-CUP": 1})
    Order.objects.filter(pk=order.pk).update(public_id=ORDER)
