"""Tell Django of this package."""

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """Pages for shoppers."""

    name = "storefront"

    def ready(self) -> None:
        """Have what is new say so."""
        from storefront import novelty  # noqa: F401, PLC0415 - importing it registers
