"""Tell Django of this package."""

from django.apps import AppConfig

from shop.core.observing import carry, observe


class LogsConfig(AppConfig):
    """Lines for operators."""

    name = "shop.logs"
    label = "logs"

    def ready(self) -> None:
        """Know what every line is about, here and in whatever process goes on with it."""
        from shop.logs.context import known, request  # noqa: PLC0415 - as with all that registers

        observe(known)
        carry(request)
