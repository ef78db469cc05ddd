"""Forget a card that was kept."""

from django.http import HttpRequest, HttpResponse

from shop.card_payments.kept import forget_card
from storefront.crossing import own_form
from storefront.pages.cart import said
from storefront.pages.checkout import to


@own_form
def forget(request: HttpRequest) -> HttpResponse:
    """Forget it, if it is a card of whoever has signed in; nothing is said of cards of others."""
    if request.user.is_authenticated:
        forget_card(owner=request.user, method=said(request, "method"))
    return to("storefront:checkout-review")
