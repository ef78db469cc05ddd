"""Whose cart it is: the key lies in a cookie, until somebody signs in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shop.carts.errors import CartNotFound
from shop.carts.models import Cart
from shop.carts.selectors import cart_by_token
# {% if reached("carts.region-switch") %}
from shop.carts.services.keeping import open_cart, send_to
from shop.carts.services.merging import take_cart
from storefront.chosen import chosen
# {% else %}
from shop.carts.services.keeping import open_cart
from shop.carts.services.merging import take_cart
# {% endif %}

COOKIE = "cart"


def cart_of(request: HttpRequest) -> Cart | None:
    """The visitor's cart, or the customer's, with what they brought; none for a visitor who has none.

    Costs one query for a visitor.
    """
    token = request.get_signed_cookie(COOKIE, default=None) or ""
    if request.user.is_authenticated:
        # {% if reached("carts.region-switch") %}
        own = take_cart(user=request.user, token=token)
        there = chosen(request)
        return send_to(token=own.token, country=there) if there and not own.country else own
        # {% else %}
        return take_cart(user=request.user, token=token)
        # {% endif %}
    try:
        return cart_by_token(token) if token else None
    except CartNotFound:
        return None


def cart_for(request: HttpRequest) -> Cart:
    """The same, and a new one for who has none."""
    # {% if reached("carts.region-switch") %}
    return cart_of(request) or open_cart(country=chosen(request))
    # {% else %}
    return cart_of(request) or open_cart()
    # {% endif %}


def remember(response: HttpResponse, cart: Cart) -> HttpResponse:
    """Have the browser keep the key: not for scripts, not for other sites, and signed against guessing."""
    response.set_signed_cookie(
        COOKIE,
        cart.token,
        max_age=settings.SHOP_CART_DAYS * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
