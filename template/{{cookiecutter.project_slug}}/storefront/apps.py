"""Tell Django of this package."""

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """Pages for shoppers."""

    name = "storefront"
# {% if reached("carts.cart-page") %}

    def ready(self) -> None:
        """Put a button on products' pages, and the way to the cart on every page."""
        # {% if reached("card-payments.hosted-page") %}
        from storefront import buying, elsewhere, kept, paying, switch  # noqa: F401, PLC0415 - importing registers
        # {% elif reached("card-payments.kept-cards") %}
        from storefront import buying, kept, paying, switch  # noqa: F401, PLC0415 - importing them registers
        # {% elif reached("card-payments.elements") %}
        from storefront import buying, paying, switch  # noqa: F401, PLC0415 - importing them registers
        # {% elif reached("carts.region-switch") %}
        from storefront import buying, switch  # noqa: F401, PLC0415 - importing them registers
        # {% else %}
        from storefront import buying  # noqa: F401, PLC0415 - importing it registers
        # {% endif %}
# {% endif %}
