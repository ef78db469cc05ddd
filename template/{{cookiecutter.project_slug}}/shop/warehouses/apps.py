"""Tell Django of this package."""

from django.apps import AppConfig


class WarehousesConfig(AppConfig):
    """Places that send."""

    name = "shop.warehouses"
    label = "warehouses"
# {% if reached("warehouses.several-places") %}

    def ready(self) -> None:
        """Tell the shelves how to choose among them."""
        # {% if reached("webhooks.stock-messages") %}
        from shop.warehouses import choosing, webhooks  # noqa: F401, PLC0415 - importing them registers
        # {% else %}
        from shop.warehouses import choosing  # noqa: F401, PLC0415 - importing it registers
        # {% endif %}
# {% endif %}
