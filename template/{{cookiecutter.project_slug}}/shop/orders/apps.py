"""Tell Django of this package."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders."""

    name = "shop.orders"
    label = "orders"
# {% if reached("webhooks.announce") %}

    def ready(self) -> None:
        """Tell the webhooks what others may hear of."""
        from shop.orders import announcing  # noqa: F401, PLC0415 - importing it registers
# {% endif %}
