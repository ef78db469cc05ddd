"""A collector: a real server that takes what OpenTelemetry sends, and keeps it for a test."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

PATIENCE = 60  # seconds, after which a test has failed


@dataclass(frozen=True)
class Seen:
    """A span, as far as tests look."""

    name: str
    trace: str
    number: str
    above: str
    attributes: dict[str, Any]
    whole: str


@dataclass
class Collector:
    """What arrived."""

    url: str = ""
    arrived: "Queue[Seen]" = field(default_factory=Queue)
    seen: list[Seen] = field(default_factory=list)

    def until(self, name: str) -> Seen:
        """Wait for a span of this name."""
        while True:
            for one in self.seen:
                if one.name == name:
                    return one
            self.seen.append(self.arrived.get(timeout=PATIENCE))

    def take(self, body: bytes) -> None:
        """Keep what was sent."""
        request = ExportTraceServiceRequest.FromString(body)
        for group in request.resource_spans:
            for scope in group.scope_spans:
                for span in scope.spans:
                    values = {one.key: one.value for one in span.attributes}
                    told = {key: value.string_value or value.int_value for key, value in values.items()}
                    hexed = span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex()
                    self.arrived.put(Seen(span.name, *hexed, told, f"{group.resource} {span}"))


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector inside a `with` block."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
