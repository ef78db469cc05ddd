"""Tell Django of this package."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Webhooks, both ways. Every domain may register sources and topics; this one knows no domain."""

    name = "shop.webhooks"
    label = "webhooks"
