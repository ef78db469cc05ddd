"""Tell Django of this package."""

from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    """From carts to orders."""

    name = "shop.checkout"
    label = "checkout"

    def ready(self) -> None:
        """Offer to pay by bank transfer."""
        from shop.checkout import transfer  # noqa: F401, PLC0415 - importing it registers
