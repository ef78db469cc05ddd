"""A few orders for the demonstration shop, one in each state, through the services like any other."""

from collections.abc import Callable
from datetime import timedelta

from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.keeping import open_cart
from shop.carts.services.lines import add_line
from shop.core import clock
from shop.core.money import Money
from shop.inventory.selectors import with_free
from shop.inventory.services.reserving import reserve_stock
from shop.orders.addresses import Address
from shop.orders.models import Order, Reason
from shop.orders.people import BUYER, SHOP, Contact
from shop.orders.services.changing import cancel_order, confirm_order, reduce_order
from shop.orders.services.checking import destination
from shop.orders.services.placing import place_order

MIND = Reason.CHANGED_MIND
# Who bought, how many of each of three things, and what became of it.
STORIES: tuple[tuple[str, tuple[int, int, int], Callable[[Order], object]], ...] = (
    ("Ada Potter", (2, 1, 1), lambda order: confirm_order(order=order, by=SHOP)),
    ("Ben Weaver", (4, 2, 1), lambda order: reduce_order(order=order, less={1: 1}, reason=MIND, by=BUYER)),
    ("Cleo Turner", (1, 1, 1), lambda order: cancel_order(order=order, reason=MIND, by=BUYER)),
    ("Dov Glazer", (1, 3, 2), lambda order: order),
)
PLENTY = 20


def seed() -> str:
    """Place the orders, if nobody has ordered anything yet."""
    skus = plenty()
    if not Order.objects.exists() and len(skus) >= 3:
        for number, (name, quantities, what_became) in enumerate(STORIES):
            chosen = [skus[(number + 7 * place) % len(skus)] for place in range(3)]
            what_became(ordered(name, dict(zip(chosen, quantities, strict=True))))
    return f"{Order.objects.count()} orders"


def plenty() -> list[str]:
    """Of what enough is there that a few more or less change no page, by SKU."""
    items = with_free().filter(free__gte=PLENTY).order_by("variant__sku")
    return list(items.values_list("variant__sku", flat=True)[:24])


def ordered(name: str, quantities: dict[str, int]) -> Order:
    """Fill a cart, set aside what is in it, and order it."""
    token = open_cart().token
    for sku, quantity in quantities.items():
        add_line(token=token, sku=sku, quantity=quantity)
    now = cart_now(cart_by_token(token))
    wanted = {line.wanted.variant: line.wanted.quantity for line in now.priced.lines}
    first, _, last = name.lower().partition(" ")
    lane, country = f"{last.capitalize()} Lane 3", destination(now.cart)
    return place_order(
        now=now,
        contact=Contact(
            email=f"{first}.{last}@example.com",
            ship_to=Address(name=name, line1=lane, postcode="10115", city="Berlin", country=country),
        ),
        seen=Money(now.priced.gross, now.priced.currency),
        reservation=reserve_stock(owner=token, wanted=wanted, until=clock.now() + timedelta(minutes=15)),
    )
