"""Copy a cart, for somebody who was sent its link."""

from django.db import transaction

from shop.carts.models import Cart, CartLine
from shop.carts.selectors import cart_by_token, lines_of
from shop.carts.services.keeping import lifetime
from shop.catalog.models import Status
from shop.core import clock


@transaction.atomic
def copy_cart(*, token: str) -> Cart:
    """Open a cart with the same things for the same place. It belongs to nobody, and what is not sold is not in it.

    Raises:
        CartNotFound: there is none to copy.
    """
    cart = cart_by_token(token)
    copy = Cart.objects.create(country=cart.country, region=cart.region, expires_at=clock.now() + lifetime())
    CartLine.objects.bulk_create(
        CartLine(cart=copy, variant=line.variant, quantity=line.quantity)
        for line in lines_of(cart)
        if line.variant.is_active and line.variant.product.status == Status.PUBLISHED
    )
    return copy
