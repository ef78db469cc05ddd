"""Small builders of checkouts. A test names what matters to it; the rest is made up here."""

from typing import Any

from shop.carts.models import Cart
from shop.checkout.models import Checkout
from shop.checkout.selectors import all_of_it
from shop.checkout.services.beginning import begin_checkout
from shop.checkout.shown import Shown
from shop.core.money import Money
from tests.orders.builders import a_contact, a_full_cart


def a_checkout(cart: Cart | None = None, way: str = "bank", **told: Any) -> Checkout:
    """A guest in Berlin has seen three mugs and a plate, unless something else is told."""
    cart = cart or a_full_cart()
    return begin_checkout(token=cart.token, contact=a_contact(**told), way=way)


def seen(checkout: Checkout) -> Money:
    """The total that was shown."""
    return Shown.read(checkout.shown).total


def now(checkout: Checkout) -> Checkout:
    """The row as it is now."""
    return all_of_it().get(pk=checkout.pk)
