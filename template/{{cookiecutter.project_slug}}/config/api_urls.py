"""The API's addresses. A version, once public, keeps its promises; what must break goes into the next."""

from django.urls import URLPattern, URLResolver, include, path, re_path

# {% if part("bundles") %}
from shop.bundles.api.urls import urlpatterns as bundles
# {% endif %}
# {% if reached("carts.api") %}
from shop.carts.api.urls import urlpatterns as carts
# {% endif %}
from shop.catalog.api.urls import urlpatterns as catalog
# {% if reached("checkout.api") %}
from shop.checkout.api.urls import urlpatterns as checkout
# {% endif %}
from shop.core.api import docs
from shop.core.api.views import NowhereApi
# {% if reached("inventory.in-the-shop") %}
from shop.inventory.api.urls import urlpatterns as inventory
# {% endif %}
# {% if reached("orders.in-the-shop") %}
from shop.orders.api.urls import urlpatterns as orders
# {% endif %}

v1: list[URLPattern] = [
    *catalog,
    # {% if part("bundles") %}
    *bundles,
    # {% endif %}
    # {% if reached("carts.api") %}
    *carts,
    # {% endif %}
    # {% if reached("checkout.api") %}
    *checkout,
    # {% endif %}
    # {% if reached("inventory.in-the-shop") %}
    *inventory,
    # {% endif %}
    # {% if reached("orders.in-the-shop") %}
    *orders,
    # {% endif %}
    # {% if reached("catalog-api.openapi") %}
    path("schema/", docs.SchemaApi.as_view(), name="schema"),
    # {% endif %}
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include((v1, "api"))),
    # {% if reached("catalog-api.openapi") %}
    path("docs/", docs.DocsPage.as_view(), name="api-docs"),
    path("problems/", docs.ProblemsPage.as_view(), name="api-problems"),
    # {% endif %}
    # Last, because it fits everything.
    re_path("", NowhereApi.as_view()),
]
