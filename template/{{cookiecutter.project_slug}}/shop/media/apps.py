"""Tell Django of this package."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures."""

    name = "shop.media"
    label = "media"
# {% if reached("media.renditions") %}

    def ready(self) -> None:
        """Have every list of products bring its pictures along."""
        from shop.media import selectors  # noqa: F401, PLC0415 - importing it registers
# {% endif %}
