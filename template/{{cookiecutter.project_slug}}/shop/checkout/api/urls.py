"""The checkouts' addresses, below the API's version."""

from django.urls import URLPattern, path

from shop.checkout.api.views import CheckoutCompleteApi, CheckoutDetailApi

urlpatterns: list[URLPattern] = [
    path("carts/<slug:token>/checkout/", CheckoutDetailApi.as_view(), name="checkout-detail"),
    path("carts/<slug:token>/checkout/complete/", CheckoutCompleteApi.as_view(), name="checkout-complete"),
]
