"""Tell Django of this package."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """What the shop offers."""

    name = "shop.catalog"
    label = "catalog"
