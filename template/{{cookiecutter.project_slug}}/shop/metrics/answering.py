"""Where Prometheus asks: a port of its own, on an address that nobody outside reaches.

The shop's own addresses do not have it, so that no proxy can show it by mistake.
"""

from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app

PORT = 9464
LOOKS = 0.5  # seconds between two looks whether it is to end


class Quiet(WSGIRequestHandler):
    """Who asks every fifteen seconds needs no line for it; who asks and says nothing is left alone."""

    timeout = 5

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Say nothing."""


def server(host: str, port: int, registry: CollectorRegistry) -> WSGIServer:
    """A server that answers one question at a time; `handle_request` waits for one, and not for long."""
    made = make_server(host, port, make_wsgi_app(registry), handler_class=Quiet)
    made.timeout = LOOKS
    return made
