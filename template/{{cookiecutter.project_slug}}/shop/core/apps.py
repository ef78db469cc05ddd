"""Tell Django of this package."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every domain shares."""

    name = "shop.core"
    label = "core"
