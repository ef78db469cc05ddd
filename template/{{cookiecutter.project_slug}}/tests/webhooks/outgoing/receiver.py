"""Somebody else's server, which takes webhooks: a real one on this machine, that does what a test says."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

SLOWLY = "slowly"


@dataclass
class Receiver:
    """What it answers, and what it got.

    Attributes:
        answers: one after the other; afterwards 200. SLOWLY answers a byte at a time, and never ends.
        headers: what it says along.
        got: the headers in small letters, and the body, of each request.
    """

    answers: list[int | str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    over: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/hook?for=shop"


def taking(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    """What handles each request, as a receiver says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append((headers | {":path": self.path}, self.rfile.read(length)))
            answer = receiver.answers.pop(0) if receiver.answers else 200
            if answer == SLOWLY:
                self.drip()
                return
            self.send_response(int(answer))
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def drip(self) -> None:
            with suppress(OSError):
                while not receiver.over.wait(0.01):
                    self.wfile.write(b"X")
                    self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    return Handler


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A server that runs until the block ends."""
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), taking(receiver))
    receiver.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
