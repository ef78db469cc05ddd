"""Tell Django of this package."""

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """Pages for shoppers."""

    name = "storefront"
