"""What must be true before a cart becomes an order."""

from collections import Counter
from collections.abc import Mapping

from django.conf import settings
from django.db.models import Sum

from shop.carts.errors import CartNotFound
from shop.carts.models import Cart
from shop.carts.pricing import PricedCart
from shop.carts.reading import CartNow
from shop.carts.services.keeping import hold as hold_cart
from shop.core.money import Money
from shop.inventory.models import Reservation
from shop.inventory.recipes import Recipe
from shop.orders.errors import AlreadyOrdered, CannotBeOrdered, NotReserved, SentElsewhere, TotalChanged
from shop.orders.models import Order
from shop.orders.people import Contact


def destination(cart: Cart) -> str:
    """The country that a cart goes to."""
    return cart.country or str(settings.SHOP_COUNTRY)


def refuse_unsellable(priced: PricedCart) -> None:
    """Raise CannotBeOrdered unless all of a cart can be bought now, and something is in it."""
    if priced.left_out:
        left = priced.left_out[0]
        raise CannotBeOrdered(found=f"{left.wanted.name}: {left.reason}", do="take it out of the cart.")
    if priced.short:
        short = priced.short[0]
        raise CannotBeOrdered(
            found=f"{short.quantity} of {short.name}, of which there are {short.possible}.", do="take fewer."
        )
    if not priced.lines:
        raise CannotBeOrdered(found="an empty cart.", do="put something in.")


def refuse_other_total(priced: PricedCart, seen: Money) -> None:
    """Raise TotalChanged unless a cart comes to what its buyer has seen."""
    total = Money(priced.gross, priced.currency)
    if total != seen:
        raise TotalChanged(found=f"{total}.", expected=f"{seen}.", do="look at the cart again.")


def refuse_elsewhere(cart: Cart, contact: Contact) -> None:
    """Raise SentElsewhere unless the parcel goes where the cart was priced for."""
    if contact.ship_to.country != destination(cart):
        raise SentElsewhere(
            found=f"{contact.ship_to.country}.",
            expected=f"{destination(cart)}.",
            do="say in the cart where it goes, and look at the total again.",
        )


def hold_once(cart: Cart) -> None:
    """Lock the cart as it was priced.

    Raises:
        AlreadyOrdered: it has become an order.
        CartNotFound, StaleCart: as `hold` of carts.
    """
    try:
        hold_cart(cart.token, cart.version)
    except CartNotFound:
        if order := Order.objects.filter(cart=cart.token).values_list("public_id", flat=True).first():
            raise AlreadyOrdered(order) from None
        raise


def refuse_unreserved(now: CartNow, packed: Mapping[int, Recipe], reservation: Reservation) -> None:
    """Raise NotReserved unless a reservation is this cart's, and of what is ordered. Costs one query."""
    things: Counter[int] = Counter()
    for line in now.priced.lines:
        for part, each in packed.get(line.wanted.variant, {line.wanted.variant: 1}).items():
            things[part] += each * line.wanted.quantity
    held = dict(reservation.lines.values_list("item__variant").annotate(sum=Sum("units")))
    if reservation.owner != now.cart.token or held != things:
        raise NotReserved(
            found=f"{reservation} for {reservation.owner}, of {sum(held.values())} things.",
            expected=f"one for {now.cart.token}, of {sum(things.values())}.",
            do="reserve what is in the cart, then order.",
        )
