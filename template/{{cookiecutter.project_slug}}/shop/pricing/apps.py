"""Tell Django of this package."""

from django.apps import AppConfig


class PricingConfig(AppConfig):
    """Prices by region, group, period and quantity."""

    name = "shop.pricing"
    label = "pricing"
# {% if reached("price-lists.history") %}

    def ready(self) -> None:
        """Be told when a variant's own price changes."""
        from shop.pricing.services import history  # noqa: F401, PLC0415 - importing it registers
# {% endif %}
