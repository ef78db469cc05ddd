"""The addresses that shoppers see, keep and pass on."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

# {% if not reached("storefront.product-list") %}
from django.views.generic import TemplateView

# {% endif %}
from storefront.pages.category import category
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
    # {% if reached("storefront.polish") %}
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-part"),
    # {% endif %}
]
