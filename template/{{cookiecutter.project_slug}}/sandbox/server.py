"""The HTTP server on which every provider's simulator stands: routes, requests, answers and a journal."""

import json
import re
import secrets
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HOST = "127.0.0.1"  # nobody but this machine's own people and programs
LONGEST = 10 * 60  # seconds that a silent answer may take, should the client never hang up


@dataclass(frozen=True)
class Request:
    """What somebody asks.

    Attributes:
        args: what stood in the path's places: `{id}`.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    args: Mapping[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: f"req_{secrets.token_hex(7)}")

    def header(self, name: str) -> str:
        """What a header says; nothing, where it is not there."""
        return self.headers.get(name.lower(), "")

    @property
    def form(self) -> list[tuple[str, str]]:
        """The fields of a form, from the body or, where none was sent, from the query."""
        if self.method in {"GET", "DELETE"} and not self.body:
            return list(self.query)
        return parse_qsl(self.body.decode(errors="replace"), keep_blank_values=True)


@dataclass
class Answer:
    """What is answered.

    Attributes:
        silent: the answer never arrives: `drop` closes the connection, `hang` holds it until the client
            gives up.
    """

    status: int = 200
    body: bytes = b""
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    silent: str = ""

    @classmethod
    def of(cls, data: object, status: int = 200, **headers: str) -> "Answer":
        """An answer in JSON."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return cls(status, json.dumps(data, indent=2).encode(), headers=named)

    @classmethod
    def misunderstood(cls, why: str) -> "Answer":
        """Refuse a header of the sandbox's own that nobody understands."""
        return cls.of({"error": {"type": "invalid_request_error", "message": why}}, status=400)

    @classmethod
    def page(cls, html: str, status: int = 200) -> "Answer":
        """A page for a person."""
        return cls(status, html.encode(), "text/html; charset=utf-8")

    @classmethod
    def redirect(cls, address: str) -> "Answer":
        """Send a browser somewhere else."""
        return cls(303, headers={"Location": address})


Handler = Callable[[Request], Answer]
Around = Callable[[Request, Handler], Answer]


@dataclass(frozen=True)
class Exchange:
    """What was asked and answered, for the console and for tests."""

    request: Request
    answer: Answer

    def as_json(self) -> dict[str, Any]:
        """The exchange as data."""
        asked, said = self.request, self.answer
        return {
            "id": asked.id,
            "method": asked.method,
            "path": asked.path,
            "form": asked.form,
            "idempotency_key": asked.header("Idempotency-Key") or None,
            "status": said.status,
            "silent": said.silent,
            "body": json.loads(said.body) if said.type == "application/json" and said.body else None,
        }


class App:
    """Who answers what.

    Attributes:
        around: what stands around each provider's answers and pages; faults, for one.
        inside: what happens to a page while it is made.
        journal: the last exchanges with providers.
    """

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []
        self.around: list[Around] = []
        self.inside: Around = lambda request, handler: handler(request)
        self.journal: deque[Exchange] = deque(maxlen=2000)

    def route(
        self, method: str, path: str, handler: Handler, *, api: bool = False, page: bool = False
    ) -> None:
        """Have a handler answer at a path, whose places stand in braces.

        Args:
            api: whether it is a provider's: then faults can strike it, and it is written down.
            page: whether it is a provider's for browsers: faults can strike it, and nothing is written down,
                since a card's number may be in it.
        """
        pattern = re.compile("".join(_part(word) for word in re.split(r"({\w+})", path)))
        if page:
            handler = partial(self._struck, partial(self._made, handler))
        self._routes.append((method, pattern, partial(self._written_down, handler) if api else handler))

    def answer(self, request: Request) -> Answer:
        """Find who answers, and have them answer."""
        for method, pattern, handler in self._routes:
            if method == request.method and (found := pattern.fullmatch(request.path)):
                return handler(Request(**{**vars(request), "args": found.groupdict()}))
        said = f"Unrecognized request URL ({request.method}: {request.path})."
        return Answer.of({"error": {"type": "invalid_request_error", "message": said}}, status=404)

    def _made(self, handler: Handler, request: Request) -> Answer:
        return self.inside(request, handler)

    def _struck(self, handler: Handler, request: Request) -> Answer:
        return self._wrapped(iter(self.around), handler)(request)

    def _written_down(self, handler: Handler, request: Request) -> Answer:
        answer = self._struck(handler, request)
        answer.headers.setdefault("Request-Id", request.id)
        self.journal.append(Exchange(request, answer))
        return answer

    def _wrapped(self, around: Iterator[Around], handler: Handler) -> Handler:
        outer = next(around, None)
        if outer is None:
            return handler
        inner = self._wrapped(around, handler)
        return lambda request: outer(request, inner)


def _part(word: str) -> str:
    return f"(?P<{word[1:-1]}>[^/]+)" if word.startswith("{") else re.escape(word)


class Server(ThreadingHTTPServer):
    """Serves an app on this machine. Each request has a thread, since some of them hang on purpose."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, app: App, port: int) -> None:
        super().__init__((HOST, port), _Connection)
        self.app = app

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.server_address[1]}"


class _Connection(BaseHTTPRequestHandler):
    """Reads requests of one connection, and writes their answers."""

    protocol_version = "HTTP/1.1"
    # One packet an answer: the headers alone would wait 40 ms for the client to acknowledge them.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer."""
        self._answer()

    def do_DELETE(self) -> None:
        """Answer."""
        self._answer()

    def do_POST(self) -> None:
        """Answer."""
        self._answer()

    def _answer(self) -> None:
        self.close_connection = self.headers.get("Connection", "").lower() == "close"
        answer = self.server.app.answer(self._request())
        if answer.silent:
            self._stay_silent(answer)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _request(self) -> Request:
        address = urlsplit(self.path)
        return Request(
            method=self.command,
            path=address.path,
            query=tuple(parse_qsl(address.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
        )

    def _stay_silent(self, answer: Answer) -> None:
        """Let the client see the connection close, or nothing at all until it hangs up."""
        self.close_connection = True
        if answer.silent == "hang":
            self.connection.settimeout(LONGEST)
            try:
                self.connection.recv(1)
            except OSError:
                return

    def log_message(self, *_: object) -> None:
        """Say nothing: the journal has it."""
