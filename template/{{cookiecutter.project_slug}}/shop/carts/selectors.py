"""What can be asked about carts. Each question says what it costs."""

from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from shop.carts.errors import CartNotFound
from shop.carts.models import Cart, CartLine
from shop.core import clock
# {% if reached("inventory.in-carts") %}
from shop.inventory.alongside import with_stock
# {% endif %}
from shop.pricing.models import CustomerGroup


@cache
def with_groups() -> "QuerySet[Cart]":
    """Carts with their region, and with the groups that their customers are in. Narrow it before you read."""
    groups = CustomerGroup.objects.filter(members=OuterRef("user")).order_by("slug").values("slug")
    return Cart.objects.select_related("region").annotate(groups=ArraySubquery(groups))  # type: ignore[no-redef]


def cart_by_token(token: str) -> Cart:
    """The cart that a key opens. Costs one query.

    Raises:
        CartNotFound: there is none, or it has expired.
    """
    cart = with_groups().filter(token=token, expires_at__gt=clock.now()).first()
    if cart is None:
        raise CartNotFound(found="a key that opens none.", do="begin a new cart.")
    return cart


def lines_of(cart: Cart) -> list[CartLine]:
    """All that a cart's lines are priced and shown by. Costs one query, for one or for a hundred."""
    return list(all_lines().filter(cart=cart))


@cache
def all_lines() -> "QuerySet[CartLine]":
    """The question of `lines_of`, put together once: that takes Python longer than the answer.

    Narrow it before you read: what is read from the one that is kept would be kept too.
    """
    lines = CartLine.objects.order_by("pk")
    # {% if reached("inventory.in-carts") %}
    lines = with_stock(lines, "variant")
    # {% endif %}
    return lines.select_related("variant__product__category", "variant__product__tax__category")
