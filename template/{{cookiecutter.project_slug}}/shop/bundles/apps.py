"""Tell Django of this package."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """Sets of variants."""

    name = "shop.bundles"
    label = "bundles"
# {% if reached("storefront.slots") and part("storefront") %}

    def ready(self) -> None:
        """Show on a set's page what is in it."""
        from shop.bundles import storefront  # noqa: F401, PLC0415 - importing it registers
# {% endif %}
