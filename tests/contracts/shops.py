"""A shop of one page, at an origin that is not the provider's."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Shop(ThreadingHTTPServer):
    """A shop of one page, at an origin of its own."""

    page = b""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answering(BaseHTTPRequestHandler):
    """Answers with the page, whatever is asked."""

    server: Shop

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.server.page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
