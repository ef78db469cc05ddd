"""Open a cart, hold it while it is changed, and let it go."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from shop.accounts.models import User
from shop.carts.errors import CartNotFound, StaleCart
from shop.carts.models import Cart
from shop.carts.selectors import with_groups
from shop.core import clock
from shop.pricing.models import Region
from shop.pricing.selectors import groups_of, region_of

BATCH = 1000


def open_cart(*, user: User | None = None, country: str = "") -> Cart:
    """Begin an empty cart.

    Args:
        country: where it will go; empty for the shop's own.

    Raises:
        RegionNotFound: the shop does not sell there.
    """
    cart = Cart.objects.create(
        user=user, country=country, region=sold_in(country), expires_at=clock.now() + lifetime()
    )
    cart.groups = sorted(groups_of(user)) if user else ()
    return cart


def hold(token: str, version: int | None = None) -> Cart:
    """Lock a cart until the transaction ends: of two who change it at once, the second waits and then looks.

    Args:
        version: the one that the caller has read; none if they do not care.

    Raises:
        CartNotFound: there is none, or it has expired.
        StaleCart: it is of another version.
    """
    cart = with_groups().select_for_update(of=("self",)).filter(token=token).first()
    if cart is None or cart.expires_at <= clock.now():
        raise CartNotFound(found="a key that opens none.", do="begin a new cart.")
    if version not in (None, cart.version):
        raise StaleCart(
            found=f"version {cart.version}.", expected=f"version {version}.", do="read the cart again."
        )
    return cart


def changed(cart: Cart) -> Cart:
    """Count a change, and keep the cart for another while."""
    cart.version += 1
    cart.updated_at = clock.now()
    cart.expires_at = cart.updated_at + lifetime()
    cart.save(update_fields=["version", "updated_at", "expires_at", "coupons", "country", "region", "user"])
    return cart


@transaction.atomic
def send_to(*, token: str, country: str, version: int | None = None) -> Cart:
    """Say where a cart will go; its currency and its taxes follow.

    Raises:
        CartNotFound, StaleCart: as `hold` says.
        RegionNotFound: the shop does not sell there.
    """
    cart = hold(token, version)
    cart.country, cart.region = country, sold_in(country)
    return changed(cart)


def expire_carts() -> int:
    """Forget the carts whose time is over, so many at once that no lock is long; gives how many.

    A cart that somebody is changing now is passed over: it will have time again.
    """
    gone = 0
    while True:
        with transaction.atomic():
            over = Cart.objects.select_for_update(skip_locked=True).filter(expires_at__lte=clock.now())
            batch = list(over.order_by("expires_at").values_list("pk", flat=True)[:BATCH])
            Cart.objects.filter(pk__in=batch).delete()
        gone += len(batch)
        if len(batch) < BATCH:
            return gone


def sold_in(country: str) -> Region | None:
    """The region of a country; none for the shop's own, whose currency is the shop's."""
    return region_of(country) if country else None


def lifetime() -> timedelta:
    """How long a cart is kept that nobody changes."""
    return timedelta(days=settings.SHOP_CART_DAYS)
