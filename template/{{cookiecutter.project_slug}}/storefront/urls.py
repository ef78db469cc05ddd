"""The addresses that shoppers see, keep and pass on."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

# {% if not reached("storefront.product-list") %}
from django.views.generic import TemplateView

# {% endif %}
# {% if reached("checkout.pages") %}
from storefront.checkout_urls import urlpatterns as checkout
# {% endif %}
# {% if reached("carts.cart-page") %}
from storefront.pages import cart
# {% endif %}
from storefront.pages.category import category
# {% if reached("carts.region-switch") %}
from storefront.pages.country import country
# {% endif %}
from storefront.pages.home import home
from storefront.pages.machines import SITEMAPS, robots, sitemaps
from storefront.pages.product import product

app_name = "storefront"

urlpatterns = [
    # {% if reached("storefront.product-list") %}
    path("", home, name="home"),
    path("c/<slug:slug>/", category, name="category"),
    # {% else %}
    path("", TemplateView.as_view(template_name="storefront/welcome.html"), name="home"),
    # {% endif %}
    # {% if reached("storefront.product-page") %}
    path("p/<slug:slug>/", product, name="product"),
    # {% endif %}
    # {% if reached("carts.cart-page") %}
    path("cart/", cart.cart, name="cart"),
    path("cart/add/", cart.add, name="cart-add"),
    path("cart/change/", cart.change, name="cart-change"),
    path("cart/coupon/", cart.coupon, name="cart-coupon"),
    path("cart/destination/", cart.destination, name="cart-destination"),
    path("cart/seen/", cart.seen, name="cart-seen"),
    # {% if reached("carts.region-switch") %}
    path("country/", country, name="country"),
    # {% endif %}
    # {% endif %}
    # {% if reached("checkout.pages") %}
    *checkout,
    # {% endif %}
    # {% if reached("storefront.polish") %}
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps, name="sitemap"),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap-part"),
    # {% endif %}
]
