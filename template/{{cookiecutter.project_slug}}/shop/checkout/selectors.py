"""What can be asked about checkouts. Each question says what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from shop.carts.models import Cart
from shop.carts.reading import CartNow, cart_now
from shop.carts.selectors import cart_by_token, lines_of
from shop.checkout.errors import CheckoutNotFound, Wrong
from shop.checkout.models import Checkout, Point
from shop.checkout.shown import Shown, changes
from shop.core import clock
from shop.inventory.models import Reservation, State
from shop.inventory.own import count_own, own_units
from shop.orders.models import Order


@dataclass(frozen=True)
class Review:
    """A checkout as its shopper should see it now.

    Attributes:
        now: the cart, priced; none for a checkout that became an order.
        changed: what is not as it was shown last.
    """

    checkout: Checkout
    now: CartNow | None
    changed: Sequence[Wrong] = ()


def all_of_it() -> "QuerySet[Checkout]":
    """Checkouts with whose they are, what is set aside, and what became of them."""
    return Checkout.objects.select_related("contact__customer", "reservation", "order__contact")


def checkout_by_cart(token: str) -> Checkout:
    """The checkout that a cart's key opens. Costs one query, by the index of `checkout_one_for_each_cart`.

    Raises:
        CheckoutNotFound: nobody has begun one with this cart.
    """
    checkout = all_of_it().filter(cart=token).first()
    if checkout is None:
        raise CheckoutNotFound(found="a key that opens none.", do="begin a checkout with your cart.")
    return checkout


def review_of(checkout: Checkout) -> Review:
    """Price a checkout's cart and find what changed. Costs one query more than the cart costs.

    Raises:
        CartNotFound: the cart was forgotten, and no order came of it.
    """
    if checkout.point == Point.ORDERED:
        return Review(checkout, None)
    now = priced(cart_by_token(checkout.cart), checkout.reservation)
    found = changes(Shown.read(checkout.shown), now.priced)
    return Review(checkout, now, [*lapsed(checkout), *found])


def priced(cart: Cart, reservation: Reservation | None) -> CartNow:
    """Price a cart for whom something is set aside. Costs two queries, and one for what is set aside."""
    lines = lines_of(cart)
    count_own(lines, own_units(reservation))
    return cart_now(cart, lines)


def lapsed(checkout: Checkout) -> list[Wrong]:
    """That what was set aside may be gone, if so. It is no reason to refuse: it is set aside anew."""
    held = checkout.reservation
    if held is None or (held.state == State.HELD and held.until > clock.now()):
        return []
    return [
        Wrong("reservation", "lapsed", "Nothing is set aside for you any more. We look again when you go on.")
    ]


def checkout_of(order: Order) -> Checkout | None:
    """By which checkout an order came about, if it was one. Costs one query."""
    return Checkout.objects.filter(order=order).first()
