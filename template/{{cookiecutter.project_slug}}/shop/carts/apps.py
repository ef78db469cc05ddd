"""Tell Django of this package."""

from django.apps import AppConfig


class CartsConfig(AppConfig):
    """Carts."""

    name = "shop.carts"
    label = "carts"
