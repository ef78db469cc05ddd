"""Tell Django of this package."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders."""

    name = "shop.orders"
    label = "orders"
