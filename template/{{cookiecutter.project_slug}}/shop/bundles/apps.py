"""Tell Django of this package."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """Sets of variants."""

    name = "shop.bundles"
    label = "bundles"
# {% if reached("inventory.in-carts") %}

    def ready(self) -> None:
        """Tell the shelves what is in a set, and shoppers too."""
        # {% if part("storefront") %}
        from shop.bundles import alongside, stock, storefront  # noqa: F401, PLC0415 - importing registers
        # {% else %}
        from shop.bundles import alongside, stock  # noqa: F401, PLC0415 - importing registers
        # {% endif %}
# {% elif reached("inventory.availability") %}

    def ready(self) -> None:
        """Tell the shelves what is in a set, and shoppers too."""
        # {% if part("storefront") %}
        from shop.bundles import stock, storefront  # noqa: F401, PLC0415 - importing them registers
        # {% else %}
        from shop.bundles import stock  # noqa: F401, PLC0415 - importing it registers
        # {% endif %}
# {% elif reached("storefront.slots") and part("storefront") %}

    def ready(self) -> None:
        """Show on a set's page what is in it."""
        from shop.bundles import storefront  # noqa: F401, PLC0415 - importing it registers
# {% endif %}
