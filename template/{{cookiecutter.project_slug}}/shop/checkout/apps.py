"""Tell Django of this package."""

from django.apps import AppConfig
from django.conf import settings


class CheckoutConfig(AppConfig):
    """From carts to orders."""

    name = "shop.checkout"
    label = "checkout"

    def ready(self) -> None:
        """Offer to pay by bank transfer, if buyers can be told where to."""
        from shop.checkout.transfer import BankTransfer  # noqa: PLC0415 - settings are there only now
        from shop.checkout.ways import register_way  # noqa: PLC0415

        if settings.SHOP_TRANSFER_OFFERED:
            register_way(BankTransfer())
