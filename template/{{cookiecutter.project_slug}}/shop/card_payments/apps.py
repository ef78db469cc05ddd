"""Tell Django of this package."""

from django.apps import AppConfig
from django.conf import settings


class CardPaymentsConfig(AppConfig):
    """Payments by card."""

    name = "shop.card_payments"
    label = "card_payments"

    def ready(self) -> None:
        """Offer to pay by card, if there is somebody to ask for the money."""
        # {% if reached("card-payments.webhooks") %}
        from shop.card_payments import hearing  # noqa: F401, PLC0415 - importing it registers
        # {% endif %}
        from shop.card_payments.way import Cards  # noqa: PLC0415 - models are there only now
        from shop.checkout.ways import register_way  # noqa: PLC0415

        if settings.STRIPE_SECRET_KEY:
            register_way(Cards())
