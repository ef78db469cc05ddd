"""A cache before the shop in a drill: `python -m drills.cdn PORT WEB KEY`.

A real one is somebody else's, all over the world. This has in common with it what a page about old pages
needs: it keeps what says that it may be kept, for as long as that says, under the names that it bears; and it
lets go of names when it is asked by somebody who has the key.
"""

import json
import re
import sys
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import ClassVar
from urllib.request import ProxyHandler, build_opener

from local.processes import HOST

SHOP = build_opener(ProxyHandler({}))
AGE = re.compile(r"max-age=(\d+)")
TOLD = ("Content-Type", "CDN-Cache-Control", "Surrogate-Key")


@dataclass(frozen=True)
class Kept:
    """A page."""

    headers: dict[str, str]
    body: bytes
    at: float

    def age(self) -> int:
        """For how many seconds it has been kept."""
        return int(monotonic() - self.at)

    def is_good(self) -> bool:
        """Whether it may still be shown."""
        found = AGE.search(self.headers.get("CDN-Cache-Control", ""))
        return found is not None and self.age() < int(found[1])


class Edge(BaseHTTPRequestHandler):
    """Answers for the shop, and lets go of what has changed."""

    web: ClassVar[str]
    key: ClassVar[str]
    pages: ClassVar[dict[str, Kept]] = {}

    def do_GET(self) -> None:
        """Show what is kept, or ask the shop."""
        page = self.pages.get(self.path)
        if page is None or not page.is_good():
            with SHOP.open(f"{self.web}{self.path}", timeout=30) as answer:
                told = {name: answer.headers[name] for name in TOLD if name in answer.headers}
                page = self.pages[self.path] = Kept(told, answer.read(), monotonic())
        self.send_response(HTTPStatus.OK)
        for name, value in {**page.headers, "Age": str(page.age())}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page.body)

    def do_POST(self) -> None:
        """Let go of all pages that bear one of these names."""
        names = set(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["tags"])
        is_theirs = self.headers["Authorization"] == f"Bearer {self.key}"
        for path, page in list(self.pages.items()):
            if is_theirs and names & set(page.headers.get("Surrogate-Key", "").split()):
                del self.pages[path]
        self.send_response(HTTPStatus.OK if is_theirs else HTTPStatus.UNAUTHORIZED)
        self.end_headers()


if __name__ == "__main__":
    Edge.web, Edge.key = f"http://{HOST}:{sys.argv[2]}", sys.argv[3]
    ThreadingHTTPServer((HOST, int(sys.argv[1])), Edge).serve_forever()
