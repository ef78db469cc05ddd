"""Small builders of orders. A test names what matters to it; the rest is made up here."""

from datetime import timedelta
from typing import Any

from shop.carts.models import Cart
from shop.carts.reading import CartNow, cart_now
from shop.core import clock
from shop.core.money import Money
from shop.inventory.models import Reservation
from shop.inventory.services.reserving import reserve_stock
from shop.orders.addresses import Address
from shop.orders.models import Order
from shop.orders.people import BUYER, Actor, Contact
from shop.orders.services.placing import place_order
from tests.carts.builders import a_cart

HOME = Address(name="Ada Potter", line1="Kiln Lane 3", postcode="10115", city="Berlin", country="DE")


def a_contact(**told: Any) -> Contact:
    """A guest in Berlin."""
    made_up: dict[str, Any] = {"email": "ada@example.com", "ship_to": HOME}
    return Contact(**(made_up | told))


def a_full_cart(**quantities: int) -> Cart:
    """A stranger's cart: three mugs and a plate, unless something else is told."""
    return a_cart(**(quantities or {"MUG": 3, "PLATE": 1}))


def a_reservation(cart: Cart) -> Reservation:
    """What is in a cart, set aside for a quarter of an hour."""
    wanted = dict(cart.lines.values_list("variant", "quantity"))
    return reserve_stock(owner=cart.token, wanted=wanted, until=clock.now() + timedelta(minutes=15))


def total(now: CartNow) -> Money:
    """What a cart comes to."""
    return Money(now.priced.gross, now.priced.currency)


def ordered(cart: Cart, by: Actor = BUYER, **told: Any) -> Order:
    """Order what is in a cart, as its buyer would."""
    now, reservation = cart_now(cart), a_reservation(cart)
    return place_order(now=now, contact=a_contact(**told), seen=total(now), reservation=reservation, by=by)


def an_order(**quantities: int) -> Order:
    """An order that was placed: three mugs and a plate, unless something else is told."""
    return ordered(a_full_cart(**quantities))
