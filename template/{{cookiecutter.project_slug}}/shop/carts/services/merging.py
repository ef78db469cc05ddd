"""Give a visitor's cart to the customer they turn out to be."""

from django.conf import settings
from django.db import transaction

from shop.accounts.models import User
from shop.carts.errors import CartNotFound
from shop.carts.merging import merged
# {% if reached("carts.overflow") %}
from shop.carts.models import MOST_COUPONS, MOST_OF_ONE, Cart, CartLine
from shop.carts.overflow import fitting
from shop.carts.services.keeping import changed, hold, open_cart
from shop.carts.services.overflow import note_overflow
# {% else %}
from shop.carts.models import MOST_COUPONS, MOST_LINES, MOST_OF_ONE, Cart, CartLine
from shop.carts.services.keeping import changed, hold, open_cart
# {% endif %}


@transaction.atomic
def take_cart(*, user: User, token: str = "") -> Cart:
    """The customer's one cart, with what is in the cart that they bring.

    The brought cart is gone afterwards, so that doing it again changes nothing: a reload, a second window, a
    retry. A cart of another customer is not touched, whoever has its key.

    Args:
        token: the cart that they had before they signed in, if any.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two windows sign in one after the other
    own = Cart.objects.filter(user=user).values_list("token", flat=True).first()
    brought = held(token) if token and token != own else None
    if brought is not None and brought.user_id is not None:
        brought = None
    if own is None:
        return adopt(brought, user) if brought else open_cart(user=user)
    cart = held(own)
    if cart is None:  # it has expired, and nobody has swept it yet
        Cart.objects.filter(token=own).delete()
        return adopt(brought, user) if brought else open_cart(user=user)
    return pour(brought, cart) if brought else cart


def held(token: str) -> Cart | None:
    """A cart, locked; none if there is none."""
    try:
        return hold(token)
    except CartNotFound:
        return None


def adopt(brought: Cart, user: User) -> Cart:
    """Make a visitor's cart the customer's own, as it is."""
    brought.user = user
    return changed(brought)


def pour(brought: Cart, cart: Cart) -> Cart:
    """Put what one cart has into another, as the shop's strategy says, and remove the first."""
    theirs, new = quantities(cart), quantities(brought)
    # {% if reached("carts.overflow") %}
    wanted = merged(theirs, new, settings.SHOP_CART_MERGING, 2 * MOST_OF_ONE)
    lines = [CartLine(cart=cart, variant_id=pk, quantity=n) for pk, n in fitting(wanted).items()]
    # {% else %}
    both = merged(theirs, new, settings.SHOP_CART_MERGING, MOST_OF_ONE)
    lines = [CartLine(cart=cart, variant_id=pk, quantity=n) for pk, n in list(both.items())[:MOST_LINES]]
    # {% endif %}
    CartLine.objects.bulk_create(
        lines, update_conflicts=True, unique_fields=["cart", "variant"], update_fields=["quantity"]
    )
    codes = list(dict.fromkeys([*cart.coupons, *brought.coupons]))
    cart.coupons = codes[:MOST_COUPONS]
    # {% if reached("carts.overflow") %}
    note_overflow(cart=cart, wanted=wanted, codes=codes)
    # {% endif %}
    brought.delete()
    return changed(cart)


def quantities(cart: Cart) -> dict[int, int]:
    """How many of what, in the order in which it came."""
    return dict(cart.lines.order_by("pk").values_list("variant", "quantity"))
