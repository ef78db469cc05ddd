"""What can be done with a checkout by whoever has the cart's key: it is the same for all."""

from shop.checkout.services.beginning import begin_checkout
from tests.addresses import Row
from tests.carts.api.addresses import CART, TOKEN
from tests.orders.builders import HOME, a_contact

HERE = f"{CART}checkout/"
SEEN = {"amount": 2160, "currency": "EUR"}
WHO = {"email": "ada@example.com", "ship_to": HOME.kept(), "way": "bank-transfer"}
ROWS = [
    Row("GET", HERE, 200),
    Row("PUT", HERE, 200, WHO),
    Row("POST", f"{HERE}complete/", 200, {"seen": SEEN}, {"Idempotency-Key": "known"}),
    Row("POST", f"{HERE}complete/", 400, {"seen": SEEN}),
]


def stand() -> None:
    """A checkout of the cart that is known."""
    begin_checkout(token=TOKEN, contact=a_contact(), way="bank-transfer")
