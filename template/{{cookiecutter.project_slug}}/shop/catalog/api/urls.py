"""The catalog's addresses, below the API's version."""

from django.urls import URLPattern, path

from shop.catalog.api import views
from shop.catalog.api.attributes import AttributeListApi

urlpatterns: list[URLPattern] = [
    path("products/", views.ProductListApi.as_view(), name="product-list"),
    path("products/<slug:slug>/", views.ProductDetailApi.as_view(), name="product-detail"),
    path("categories/", views.CategoryListApi.as_view(), name="category-list"),
    # {% if reached("catalog-api.filters") %}
    path("attributes/", AttributeListApi.as_view(), name="attribute-list"),
    # {% endif %}
]
