"""Tell Django of this package."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """The shelves."""

    name = "shop.inventory"
    label = "inventory"
# {% if reached("inventory.in-the-shop") and part("storefront") %}

    def ready(self) -> None:
        """Say on a product's page whether it can be had."""
        from shop.inventory import storefront  # noqa: F401, PLC0415 - importing it registers
# {% endif %}
