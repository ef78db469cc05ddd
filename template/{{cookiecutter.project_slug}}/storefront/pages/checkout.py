"""From the cart to the order, in two pages: where it goes, and what it comes to.

Both work without a script, and both can be sent twice: a second click finds what the first has ordered.

A way to pay that needs more than a click puts its part into the slot `checkout.pay` of the second page. It is
told the checkout, the way, the total, and the action that the buyer has to take, if there is one; its fields
belong to the form `pay` and are called `given.` and something, and reach the way as `request.given`. An
action with a `url` leads the buyer there, and from there they come back to the page `checkout-back`.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.carts.errors import CartNotFound
from shop.carts.models import Cart
from shop.checkout.errors import CheckoutNotFound, Named
from shop.checkout.models import Checkout, Point
from shop.checkout.selectors import Review, checkout_by_cart, review_of
from shop.checkout.services.finalising import Completed, change_checkout, complete_checkout
from shop.checkout.services.preparing import note_shown
from shop.checkout.ways import way_of, ways
from shop.core.errors import ShopError
from shop.core.slots import register
from shop.orders.addresses import Address
from shop.orders.keys import key_of
from shop.orders.people import Contact
from shop.orders.services.checking import destination
from storefront.chosen import goes_with
from storefront.countries import countries
from storefront.crossing import own_form
from storefront.forms import asked_of, filled
from storefront.pages.cart import Row, said, shown_price, sums
from storefront.shopper import COOKIE, cart_of, remember

GIVEN = "given."  # fields of the form that are for the provider alone


def to_checkout(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The way from the cart, if anything in it can be bought."""
    return {} if any(row.priced for row in page["rows"]) else None


register("cart.end", "storefront/checkout/_button.html", to_checkout)


def key_in(request: HttpRequest) -> str:
    """The key of the cart that the browser has, also when the cart has become an order."""
    return request.get_signed_cookie(COOKIE, default=None) or ""


@never_cache
@require_safe
def address(request: HttpRequest) -> HttpResponse:
    """Ask where it goes and how it will be paid."""
    cart = cart_of(request)
    if cart is None or not cart.lines.exists():
        return to("storefront:cart")
    return address_page(request, cart, known_of(request, cart))


def known_of(request: HttpRequest, cart: Cart) -> Mapping[str, str]:
    """What was said before, or what an account says. Costs one query."""
    try:
        there = checkout_by_cart(cart.token)
    except CheckoutNotFound:
        return {"email": request.user.email} if request.user.is_authenticated else {}
    contact = getattr(there, "contact", None)
    return {**contact.ship_to, "email": contact.email, "way": there.way} if contact else {}


def address_page(
    request: HttpRequest, cart: Cart, known: Mapping[str, str], refusal: ShopError | None = None
) -> HttpResponse:
    """The form, with what was wrong in it if something was."""
    goes_with(request, cart)
    wrong = {error.field.rpartition(".")[2]: error.detail for error in getattr(refusal, "errors", ())}
    country = destination(cart)
    offered = ways()
    context = {
        "fields": asked_of(country, known, wrong),
        "country": next((one.name for one in countries() if one.code == country), country),
        "marked": wrong,
        "ways": offered,
        "way": known.get("way") or (offered[0].code if offered else ""),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return remember(render(request, "storefront/checkout/address.html", context, status=status), cart)


@own_form
def begin(request: HttpRequest) -> HttpResponse:
    """Take note of who buys, and lead on to what it comes to."""
    cart = cart_of(request)
    if cart is None or not cart.lines.exists():
        return to("storefront:cart")
    known = filled(request.POST)
    names = ("name", "line1", "line2", "postcode", "city", "part")
    home = Address(**{name: known.get(name, "") for name in names}, country=destination(cart))
    try:
        change_checkout(token=cart.token, contact=Contact(known["email"], home), way=known["way"])
    except ShopError as refusal:
        return address_page(request, cart, known, refusal)
    return remember(to("storefront:checkout-review"), cart)


@never_cache
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Show what it comes to, with the tax of its country, and what changed since."""
    try:
        found = review_of(checkout_by_cart(key_in(request)))
    except (CheckoutNotFound, CartNotFound):
        return to("storefront:cart")
    return review_page(request, found)


def review_page(
    request: HttpRequest,
    found: Review,
    refusal: ShopError | None = None,
    action: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page, with what was refused if something was. Who is told what changed need not be told again."""
    if found.now is None:
        return to_order(found.checkout)
    changed = refusal.errors if isinstance(refusal, Named) else found.changed
    if found.changed:
        note_shown(checkout=found.checkout, now=found.now)
    priced, checkout = found.now.priced, found.checkout
    goes_with(request, found.now.cart)
    reached = {line.wanted.id: line for line in priced.lines}
    context = {
        "rows": [Row(line, reached.get(line.variant.sku), priced.currency) for line in found.now.lines],
        "contact": checkout.contact.told,
        "way": way_of(checkout.way),
        "included": priced.included,
        "note": priced.tax.note,
        "changed": changed,
        "refusal": refusal,
        "action": action,
        "checkout": checkout,
        **sums(priced),
    }
    return render(
        request, "storefront/checkout/review.html", context, status=refusal.status if refusal else 200
    )


@own_form
def pay(request: HttpRequest) -> HttpResponse:
    """Agree to what the page has shown, pay, and lead on to the order."""
    token, seen = key_in(request), shown_price(request)
    if seen is None:
        return to("storefront:checkout-review")
    given = {name.removeprefix(GIVEN): said(request, name) for name in request.POST if name.startswith(GIVEN)}
    try:
        done = complete_checkout(token=token, seen=seen, given=given)
    except (CheckoutNotFound, CartNotFound):
        return to("storefront:cart")
    except ShopError as refusal:
        return review_page(request, review_of(checkout_by_cart(token)), refusal)
    page, url = answered(request, done), done.action.action.get("url") if done.action else None
    return led_on(page, url) if url else page


def answered(request: HttpRequest, done: Completed) -> HttpResponse:
    """The way to the order, or what the buyer has to do first."""
    if done.checkout.point == Point.ORDERED:
        return to_order(done.checkout)
    action = done.action.action if done.action else {}
    return review_page(request, review_of(checkout_by_cart(done.checkout.cart)), action=action)


def led_on(page: HttpResponse, url: str) -> HttpResponse:
    """Have the browser go to another site after this page.

    A form's own answer may not lead there: the page's policy forbids it, so that no form is sent elsewhere.
    """
    page.headers["Refresh"] = f"0; url={url}"
    return page


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Go on with who comes back from where they paid. What the address says of that is not believed.

    It is no form, because the other site leads here; whoever else does finds that what was begun is ended.
    """
    try:
        checkout = checkout_by_cart(key_in(request))
        if checkout.point != Point.ASKED or checkout.total is None:
            return to("storefront:checkout-review")
        return answered(request, complete_checkout(token=checkout.cart, seen=checkout.total))
    except (CheckoutNotFound, CartNotFound):
        return to("storefront:cart")
    except ShopError as refusal:
        return review_page(request, review_of(checkout_by_cart(key_in(request))), refusal)


def to_order(checkout: Checkout) -> HttpResponse:
    """The way to an order: with its key for a guest, and without for a customer, who has an account."""
    order = checkout.order
    if order is None:
        return to("storefront:checkout-review")
    contact = getattr(order, "contact", None)
    if contact and contact.customer_id:
        return to("storefront:order", order.public_id)
    return to("storefront:order-by-key", order.public_id, key_of(order))


def to(name: str, *arguments: str) -> HttpResponseRedirect:
    """Lead on to a page; after a form, so that a reload does not send it again."""
    response = HttpResponseRedirect(reverse(name, args=arguments))
    response.status_code = 303
    return response
