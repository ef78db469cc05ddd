"""Tell Django of this package."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """How the shop stands."""

    name = "shop.health"
    label = "health"
    verbose_name = "Health"
    # {% if reached("launch.review") %}

    def ready(self) -> None:
        """Have Django know what is to be checked before the doors open."""
        from shop.health import launch  # noqa: F401, PLC0415 - importing it registers; models are there now
    # {% endif %}
