"""What must be true of carts, across rows."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef

from shop.carts.models import Cart
from shop.carts.reading import CartNow, cart_now
from shop.carts.selectors import with_groups
from shop.carts.services.keeping import changed, expire_carts, hold
from shop.core import clock
from shop.core.errors import ShopError
from shop.core.invariants import Drift, invariant
from shop.pricing.models import RegionCountry
from shop.pricing.selectors import region_of

# The sweeper of carts comes every night: who is there two days too late has been forgotten.
GRACE = timedelta(days=2)
# Pricing a cart costs three queries, so not all of them are priced, but those that changed last.
NEWEST = 500


@invariant("cart-sweep", "A cart whose time is over is forgotten within two days.")
def late_carts_are_forgotten() -> Iterator[Drift]:
    """Count the carts that should be gone. Costs one query, by the index on their end."""
    if late := Cart.objects.filter(expires_at__lte=clock.now() - GRACE).count():
        yield Drift(
            what=f"{late} carts are there whose time was over two days ago.",
            likely="nobody runs `manage.py expire_carts` any more.",
            repair="forget them, as `manage.py expire_carts` does; then see to it that it runs every night.",
            mend=forget_them,
        )


def forget_them() -> None:
    """Forget the carts whose time is over."""
    expire_carts()


@invariant("cart-region", "A cart is in the region that its country belongs to.")
def carts_are_where_they_go() -> Iterator[Drift]:
    """Compare each cart with the countries of its region. Costs one query."""
    there = RegionCountry.objects.filter(region=OuterRef("region"), country=OuterRef("country"))
    carts = Cart.objects.exclude(country="").filter(~Exists(there), expires_at__gt=clock.now())
    for cart in carts.select_related("region").order_by("pk"):
        yield Drift(
            what=f"{cart}: goes to {cart.country}, and is priced for {cart.region}, which is elsewhere.",
            likely="countries were given to another region when the cart was there already.",
            repair="give it the region that its country belongs to now.",
            mend=partial(follow_the_country, cart.token),
        )


@transaction.atomic
def follow_the_country(token: str) -> None:
    """Give a cart the region that its country belongs to now.

    Raises:
        CartNotFound: it is gone meanwhile.
        RegionNotFound: the shop no longer sells there.
    """
    cart = hold(token)
    cart.region = region_of(cart.country) if cart.country else None
    changed(cart)


@invariant("cart-totals", "A cart comes to what its lines come to, and each line is accounted for.")
def totals_are_sums() -> Iterator[Drift]:
    """Price the carts that changed last. Costs two queries a cart."""
    for cart in with_groups().filter(expires_at__gt=clock.now()).order_by("-updated_at", "pk")[:NEWEST]:
        if wrong := why_not(cart):
            yield Drift(
                what=f"{cart}: {wrong}",
                likely="a rate of tax is missing; if sums are wrong, there is a mistake in the code.",
                repair="none by a program: add what is missing, or tell who writes the code.",
            )


def why_not(cart: Cart) -> str:
    """What is wrong with a cart's price, or nothing."""
    try:
        now = cart_now(cart)
    except ShopError as refusal:
        return f"it has no price. {refusal.title} {refusal.found}"
    return wrong_sums(now)


def wrong_sums(now: CartNow) -> str:
    """Where the sums of a priced cart do not agree, or nothing."""
    priced = now.priced
    named = {line.wanted.id for line in priced.lines} | {left.wanted.id for left in priced.left_out}
    if missing := {line.variant.sku for line in now.lines} ^ named:
        return f"{', '.join(sorted(missing))} is in the cart or in its price, and not in both."
    if priced.net + priced.tax_amount != priced.gross:
        return f"{priced.net} net and {priced.tax_amount} tax are not {priced.gross} gross."
    if priced.gross != (sum_ := sum(line.taxed.gross for line in priced.lines)):
        return f"{priced.gross} gross, and {sum_} by its lines."
    return ""
