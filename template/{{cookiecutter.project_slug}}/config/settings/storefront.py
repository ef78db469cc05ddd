"""The pages for shoppers."""

from importlib.resources import files
from typing import Any

from django.urls import reverse

from config.settings.apps import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

# The typeface comes with a package and is served by the shop itself: no font service learns of a visitor.
STATICFILES_DIRS = [("fonts", str(files("fontpkg_hanken_grotesk") / "files"))]

_pages: Any = TEMPLATES[0]["OPTIONS"]
_pages["context_processors"].append("storefront.context.shop")
# {% if reached("storefront.polish") %}

INSTALLED_APPS += ["django.contrib.sitemaps"]
MIDDLEWARE += ["storefront.middleware.PageHeaders"]
# {% endif %}
# {% if reached("storefront.product-list") %}

# The catalog does not know that there are pages. Who has them says where, and the admin links to them.
ABSOLUTE_URL_OVERRIDES = {
    "catalog.category": lambda category: reverse("storefront:category", args=[category.slug]),
    # {% if reached("storefront.product-page") %}
    "catalog.product": lambda product: reverse("storefront:product", args=[product.slug]),
    # {% endif %}
}
# {% endif %}
