"""Where Prometheus asks: a port of its own, on an address that nobody outside reaches.

The shop's own addresses do not have it, so that no proxy can show it by mistake.
"""

from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector

from shop.metrics.collecting import ShopCollector

LOOKS = 0.5  # seconds between two looks whether it is to end


class Quiet(WSGIRequestHandler):
    """Who asks every fifteen seconds needs no line for it; who asks and says nothing is left alone."""

    timeout = 5

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Say nothing."""


def registry() -> CollectorRegistry:
    """All that is counted on this machine, and all that the database knows.

    Raises:
        ImproperlyConfigured: nothing is counted.
    """
    folder = settings.METRICS_FOLDER
    if not folder or not Path(folder).is_dir():
        raise ImproperlyConfigured(
            f"Nothing is counted here.\nFound: {folder or 'no METRICS_FOLDER'}, which is no folder.\n"
            "Do: make a folder, and set METRICS_FOLDER to it for every process of the shop on this machine."
        )
    found = CollectorRegistry(auto_describe=False)
    MultiProcessCollector(found, folder)  # type: ignore[no-untyped-call]
    found.register(ShopCollector())
    return found


def server(host: str, port: int) -> WSGIServer:
    """A server that answers one question at a time; `handle_request` waits for one, and not for long."""
    made = make_server(host, port, make_wsgi_app(registry()), handler_class=Quiet)
    made.timeout = LOOKS
    return made
