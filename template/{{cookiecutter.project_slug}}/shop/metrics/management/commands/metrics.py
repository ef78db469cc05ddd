"""Answer Prometheus: `manage.py metrics`, until it is told to end. One on each machine."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from prometheus_client import generate_latest

from shop.core.stopping import stopping
from shop.metrics.answering import PORT, server
from shop.metrics.serving import registry

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Reads the folder in which all processes of this machine count, and the database."""

    help = (
        "Answer Prometheus, until it is told to end. It listens on this machine alone, unless it is told "
        "otherwise; never let anybody outside reach it. Example: python manage.py metrics --port 9464"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=PORT, help=f"the port to listen on ({PORT})")
        parser.add_argument("--once", action="store_true", help="print what there is, and end")

    def handle(self, *args: Any, host: str, port: int, once: bool, **options: Any) -> None:
        """Answer, one question after the other."""
        try:
            if once:
                self.stdout.write(generate_latest(registry()).decode(), ending="")
                return
            with server(host, port, registry()) as answering, stopping() as stop:
                logger.info("Metrics are told on %s:%d.", host, answering.server_port)
                while not stop.is_set():
                    answering.handle_request()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
