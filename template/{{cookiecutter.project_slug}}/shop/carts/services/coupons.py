"""Put codes into a cart. Whether they give anything, the price of the cart says, each time anew."""

from django.db import transaction

from shop.carts.errors import NotInCart, TooMany
from shop.carts.models import MOST_COUPONS, Cart
from shop.carts.services.keeping import changed, hold
from shop.promotions.services.promotions import written


@transaction.atomic
def add_coupon(*, token: str, code: str, version: int | None = None) -> Cart:
    """Put a code into a cart; one that is there already counts once.

    A code that nobody knows is kept too: the priced cart says what is wrong with each.

    Raises:
        CartNotFound, StaleCart: as `hold` says.
        TooMany: there are as many as a cart holds.
    """
    cart = hold(token, version)
    if written(code) in cart.coupons:
        return cart
    if len(cart.coupons) >= MOST_COUPONS:
        raise TooMany(found=f"{len(cart.coupons)} codes.", do="take one out first.")
    cart.coupons = [*cart.coupons, written(code)]
    return changed(cart)


@transaction.atomic
def remove_coupon(*, token: str, code: str, version: int | None = None) -> Cart:
    """Take a code out.

    Raises:
        CartNotFound, StaleCart: as `hold` says.
        NotInCart: it is not there.
    """
    cart = hold(token, version)
    if written(code) not in cart.coupons:
        raise NotInCart(found=f"no `{code}`.", do="look at the codes that are there.")
    cart.coupons = [other for other in cart.coupons if other != written(code)]
    return changed(cart)
