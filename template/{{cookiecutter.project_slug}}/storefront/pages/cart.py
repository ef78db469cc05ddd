"""The cart, and the forms that change it. Each form answers with the way back to the cart."""

from collections.abc import Callable
from dataclasses import dataclass
from re import fullmatch
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.carts.changes import changes
from shop.carts.models import MOST_OF_ONE, Cart, CartLine
from shop.carts.overflow import overflow_of
from shop.carts.pricing import PricedCart, PricedLine
from shop.carts.reading import CartNow, cart_now
from shop.carts.services.coupons import add_coupon, remove_coupon
from shop.carts.services.keeping import send_to
from shop.carts.services.lines import add_line, set_quantity
from shop.carts.services.overflow import overflow_seen
from shop.carts.services.seeing import note_seen
from shop.core.errors import ShopError
from shop.core.money import CURRENCY, Money
# {% if reached("carts.region-switch") %}
from storefront.chosen import chosen, goes_with, keep_country
# {% endif %}
from storefront.countries import countries
from storefront.crossing import own_form
from storefront.shopper import cart_for, cart_of, remember


@dataclass(frozen=True)
class Row:
    """A line as the page shows it; `priced` is none where it cannot be bought, for a reason."""

    line: CartLine
    priced: PricedLine | None
    currency: str
    reason: str = ""

    @property
    def unit(self) -> Money | None:
        """What one costs."""
        return self.priced.unit.money if self.priced else None

    @property
    def counted(self) -> int | None:
        """How many are counted, where these are fewer than are wanted."""
        fewer = self.priced is not None and self.priced.wanted.quantity < self.line.quantity
        return self.priced.wanted.quantity if fewer and self.priced else None

    @property
    def total(self) -> Money | None:
        """What the line costs, after all that is taken off."""
        return Money(self.priced.left, self.currency) if self.priced else None


@never_cache
@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    """Show the cart. Costs four queries for a visitor, the shelves among them."""
    return page(request, cart_of(request))


def page(request: HttpRequest, found: Cart | None, refusal: ShopError | None = None) -> HttpResponse:
    """The page of a cart, with what was refused if something was."""
    # {% if reached("carts.region-switch") %}
    if found:
        goes_with(request, found)
    # {% endif %}
    now = cart_now(found) if found else None
    context: dict[str, Any] = {
        "refusal": refusal,
        "countries": countries(),
        # {% if reached("carts.region-switch") %}
        "destination": chosen(request) or settings.SHOP_COUNTRY,
        # {% else %}
        "destination": found.country if found and found.country else settings.SHOP_COUNTRY,
        # {% endif %}
        "most": MOST_OF_ONE,
    }
    if now:
        context |= shown(now)
    response = render(
        request, "storefront/cart/page.html", context, status=refusal.status if refusal else 200
    )
    # {% if reached("carts.region-switch") %}
    return remember(keep_country(request, response, found.country), found) if found else response
    # {% else %}
    return remember(response, found) if found else response
    # {% endif %}


def shown(now: CartNow) -> dict[str, Any]:
    """What the template shows of a cart."""
    priced = {line.wanted.id: line for line in now.priced.lines}
    reasons = {left.wanted.id: left.reason for left in now.priced.left_out}
    return {
        "cart": now.cart,
        "rows": [
            Row(line, priced.get(sku), now.priced.currency, reasons.get(sku, ""))
            for line in now.lines
            for sku in [line.variant.sku]
        ],
        "changes": [*overflow_of(now.cart), *changes(now.lines, now.priced)],
        "offers": now.priced.offers,
        "included": now.priced.included,
        "note": now.priced.tax.note,
        **sums(now.priced),
    }


def sums(priced: PricedCart) -> dict[str, Any]:
    """The last lines of the page."""

    def money(amount: int) -> Money:
        return Money(amount, priced.currency)

    return {
        "amount": money(priced.amount),
        "discount": money(-priced.discount) if priced.discount else None,
        "net": money(priced.net),
        "taxes": [(rate.rate, money(rate.tax)) for rate in priced.rates if rate.tax],
        "gross": money(priced.gross),
    }


def done(request: HttpRequest, change: Callable[[Cart], Cart | None]) -> HttpResponse:
    """Change the visitor's cart and lead back to it; what the shop refuses, the cart's page says."""
    found = cart_for(request)
    try:
        found = change(found) or found
    except ShopError as refusal:
        return page(request, found, refusal)
    response = HttpResponseRedirect(reverse("storefront:cart"))
    response.status_code = 303
    # {% if reached("carts.region-switch") %}
    return remember(keep_country(request, response, found.country), found)
    # {% else %}
    return remember(response, found)
    # {% endif %}


@own_form
def add(request: HttpRequest) -> HttpResponse:
    """Put what a product's page shows into the cart, with the price that stood there."""
    sku, quantity = said(request, "variant"), number(request, "quantity")
    seen = shown_price(request)
    return done(request, lambda cart: add_line(token=cart.token, sku=sku, quantity=quantity, seen=seen))


@own_form
def change(request: HttpRequest) -> HttpResponse:
    """Say how many; none takes the line out."""
    sku, quantity = said(request, "variant"), number(request, "quantity")
    return done(request, lambda cart: set_quantity(token=cart.token, sku=sku, quantity=quantity))


@own_form
def coupon(request: HttpRequest) -> HttpResponse:
    """Put a code in, or take one out."""
    code = said(request, "code")
    verb = remove_coupon if "remove" in request.POST else add_coupon
    return done(request, lambda cart: verb(token=cart.token, code=code) if code else None)


@own_form
def destination(request: HttpRequest) -> HttpResponse:
    """Say where it goes; the currency and the taxes follow."""
    country = said(request, "country")
    there = "" if country == settings.SHOP_COUNTRY else country
    return done(request, lambda cart: send_to(token=cart.token, country=there))


@own_form
def seen(request: HttpRequest) -> HttpResponse:
    """Take note of what has changed."""

    def note(cart: Cart) -> None:
        now = cart_now(cart)
        note_seen(lines=now.lines, priced=now.priced)
        overflow_seen(cart=cart)

    return done(request, note)


def said(request: HttpRequest, name: str) -> str:
    """What somebody wrote into a field, without what no database keeps."""
    return request.POST.get(name, "").replace("\0", "").strip()[: 40 if name == "code" else 64]


def number(request: HttpRequest, name: str) -> int:
    """A number that somebody wrote, or one; a very large one is too many in any case."""
    written = request.POST.get(name, "")[:9]  # Python refuses to read numbers of thousands of digits
    return min(int(written), MOST_OF_ONE + 1) if written.isdecimal() else 1


def shown_price(request: HttpRequest) -> Money | None:
    """The price that stood on the page, if the form says so."""
    amount, _, currency = said(request, "seen").partition(" ")
    if not amount.isdecimal() or len(amount) > 15 or not fullmatch(CURRENCY, currency):
        return None
    return Money(int(amount), currency)
