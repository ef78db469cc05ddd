"""Tell Django of this package."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """How the shop stands."""

    name = "shop.health"
    label = "health"
    verbose_name = "Health"
