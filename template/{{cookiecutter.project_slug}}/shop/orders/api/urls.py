"""The orders' addresses, below the API's version."""

from django.urls import URLPattern, path

from shop.orders.api.views import OrderCancelApi, OrderDetailApi, OrderListApi

urlpatterns: list[URLPattern] = [
    path("orders/", OrderListApi.as_view(), name="order-list"),
    path("orders/<slug:public_id>/", OrderDetailApi.as_view(), name="order-detail"),
    path("orders/<slug:public_id>/cancel/", OrderCancelApi.as_view(), name="order-cancel"),
]
