"""The addresses from the cart to the order."""

from django.urls import URLPattern, path

from storefront.pages.checkout import address, back, begin, pay, review
# {% if reached("card-payments.kept-cards") %}
from storefront.pages.kept import forget
# {% endif %}
from storefront.pages.order import order

urlpatterns: list[URLPattern] = [
    path("checkout/", address, name="checkout"),
    path("checkout/begin/", begin, name="checkout-begin"),
    path("checkout/review/", review, name="checkout-review"),
    path("checkout/pay/", pay, name="checkout-pay"),
    path("checkout/back/", back, name="checkout-back"),
    # {% if reached("card-payments.kept-cards") %}
    path("checkout/cards/forget/", forget, name="checkout-forget"),
    # {% endif %}
    path("order/<slug:public_id>/", order, name="order"),
    path("order/<slug:public_id>/<str:key>/", order, name="order-by-key"),
]
