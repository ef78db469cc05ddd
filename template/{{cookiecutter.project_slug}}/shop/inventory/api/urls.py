"""The shelves' addresses, below the API's version."""

from django.urls import URLPattern, path

from shop.inventory.api.views import AvailabilityListApi

urlpatterns: list[URLPattern] = [
    path("products/<slug:slug>/availability/", AvailabilityListApi.as_view(), name="availability-list"),
]
