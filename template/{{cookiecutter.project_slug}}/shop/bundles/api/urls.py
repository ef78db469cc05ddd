"""The sets' addresses, below the API's version."""

from django.urls import URLPattern, path

from shop.bundles.api.views import BundleDetailApi

urlpatterns: list[URLPattern] = [
    path("bundles/<slug:sku>/", BundleDetailApi.as_view(), name="bundle-detail"),
]
