"""Tell Django of this package."""

from django.apps import AppConfig
from django.conf import settings

from shop.core.observing import carry, observe


class TracingConfig(AppConfig):
    """Traces."""

    name = "shop.tracing"
    label = "tracing"

    def ready(self) -> None:
        """Trace, if somebody said for whom."""
        if settings.OTLP_ENDPOINT:
            from shop.tracing.sending import begin  # noqa: PLC0415 - nothing of it is loaded where it is off
            from shop.tracing.spans import onward, spanned  # noqa: PLC0415

            begin(settings.OTLP_ENDPOINT, settings.TRACES_SHARE)
            observe(spanned)
            carry(onward, outside=True)
