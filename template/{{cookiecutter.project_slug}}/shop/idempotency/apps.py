"""Tell Django of this package."""

from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    """Requests that happen once."""

    name = "shop.idempotency"
    label = "idempotency"
