"""Tell Django of this package."""

from django.apps import AppConfig
from django.conf import settings

from shop.core.observing import listen, observe


class MetricsConfig(AppConfig):
    """Figures for Prometheus."""

    name = "shop.metrics"
    label = "metrics"

    def ready(self) -> None:
        """Count, if there is a folder to count in."""
        if settings.METRICS_FOLDER:
            from shop.metrics.slots import count_in  # noqa: PLC0415 - the library reads the folder's name once

            count_in(settings.METRICS_FOLDER)
            from shop.metrics.counting import count, timed  # noqa: PLC0415 - what counts is there from now on

            observe(timed)
            listen(count)
