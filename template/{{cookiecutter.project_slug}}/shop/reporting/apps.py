"""Tell Django of this package."""

from django.apps import AppConfig
from django.conf import settings


class ReportingConfig(AppConfig):
    """Errors for Sentry."""

    name = "shop.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Report, if somebody said to whom."""
        if settings.SENTRY_DSN:
            from shop.reporting.sentry import begin  # noqa: PLC0415 - nothing of it is loaded where it is off

            begin(settings.SENTRY_DSN)
