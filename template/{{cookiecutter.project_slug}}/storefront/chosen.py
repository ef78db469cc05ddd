"""Which country a visitor has chosen: it says in which currency prices are, and which tax is in them.

It lies in a cookie, and not in the address. With `/at/p/harbour-mug/` each page is as many pages as there are
countries: a link that somebody sends shows the sender's prices, search engines read the shop thirty times,
and every link, form and sitemap has to carry the prefix. With a cookie an address is a product.

The price of it is that a page depends on a cookie, and pages say so (`Vary: Cookie`). Who has chosen nothing
has no cookie and gets the page that all others get, which anybody may keep. Who has chosen gets one of their
own.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shop.carts.models import Cart
from storefront.countries import is_sold_to

COOKIE = "country"


def chosen(request: HttpRequest) -> str:
    """The country that a visitor has chosen; empty for the shop's own, which is everybody's without a word.

    Costs what `is_sold_to` does for who has the cookie, and nothing for all others.
    """
    kept: dict[str, str] = request.__dict__
    if "country" not in kept:
        told = request.COOKIES.get(COOKIE, "")
        kept["country"] = told if told and told != settings.SHOP_COUNTRY and is_sold_to(told) else ""
    return kept["country"]


def goes_with(request: HttpRequest, cart: Cart) -> None:
    """Show a request's page for the country of a cart: where there is a cart, its country is the truth."""
    request.__dict__["country"] = "" if cart.country == settings.SHOP_COUNTRY else cart.country


def keep_country(request: HttpRequest, response: HttpResponse, country: str) -> HttpResponse:
    """Have the browser keep a country, and forget it where it is the shop's own."""
    if country in ("", settings.SHOP_COUNTRY):
        if COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        COOKIE,
        country,
        max_age=settings.SHOP_CART_DAYS * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
