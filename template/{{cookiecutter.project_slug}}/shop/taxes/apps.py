"""Tell Django of this package."""

from django.apps import AppConfig


class TaxesConfig(AppConfig):
    """Tax rates, and what is computed with them."""

    name = "shop.taxes"
    label = "taxes"
