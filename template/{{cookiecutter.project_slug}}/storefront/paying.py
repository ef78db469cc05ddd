"""The card's part of the checkout page: fields that are Stripe's, in a frame of Stripe's.

What is typed there goes to Stripe and never to this shop. The shop's page gets a name for the card, and its
form sends that name.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from shop.core.slots import register
from shop.payments.gateways.stripe import VERSION
from storefront.allowing import allow

# Where Stripe's script, its frames and those of banks come from: https://docs.stripe.com/security/guide
STRIPE = {
    "script-src": ("https://js.stripe.com", "https://*.js.stripe.com"),
    "frame-src": ("https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"),
    "connect-src": ("https://api.stripe.com",),
    "img-src": ("https://*.stripe.com",),
}


def script() -> str:
    """Where Stripe's script is: Stripe's own, of the version that the shop speaks; or the sandbox's."""
    base = settings.STRIPE_API_BASE
    return f"{base}/stripe.js" if base else f"https://js.stripe.com/{VERSION.partition('.')[2]}/stripe.js"


def card_fields(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the part shows, where a card is to pay."""
    if page["way"].code != "card":
        return None
    allow_stripe(page["request"])
    total = page["total"]
    return {
        "script": script(),
        "key": settings.STRIPE_PUBLISHABLE_KEY,
        "amount": total.amount,
        "currency": total.currency.lower(),
        "back": page["request"].build_absolute_uri(reverse("storefront:checkout-back")),
        "action": page["action"] or {},
    }


def allow_stripe(request: HttpRequest) -> None:
    """Let this page load what Stripe's fields are made of."""
    base = settings.STRIPE_API_BASE
    sites = {"script-src": (base,), "frame-src": (base,)} if base else STRIPE
    for rule, allowed in sites.items():
        allow(request, rule, *allowed)


register("checkout.pay", "storefront/checkout/_card.html", card_fields)
