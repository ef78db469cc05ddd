"""Tell Django of this package."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payments."""

    name = "shop.payments"
    label = "payments"
