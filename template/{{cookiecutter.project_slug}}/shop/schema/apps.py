"""Tell Django of this package, and a load balancer of its own question."""

from django.apps import AppConfig

from shop.core import health
from shop.schema.readiness import ask_migrations


class SchemaConfig(AppConfig):
    """How the tables are changed while people buy."""

    name = "shop.schema"
    label = "schema"

    def ready(self) -> None:
        """Have the load balancer wait until the tables are those that this code expects."""
        health.CHECKS["migrations"] = ask_migrations
