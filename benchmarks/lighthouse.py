"""What Lighthouse says of a page of the site on a phone: the middle of three runs, served with gzip."""

import gzip
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from shopwright.site.assets import install_scripts
from shopwright.site.build import build
from shopwright.store import ROOT

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PAGES = {
    "landing page": "index.html",
    "lesson": "course/products/index.html",
    "article": "articles/how-to-prevent-overselling-implement-stock-reservation-with-django-and-redis.html",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 95


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


class Compressing(SimpleHTTPRequestHandler):
    """Files of a folder as a server of today gives them: packed, on a connection that stays."""

    protocol_version = "HTTP/1.1"
    PLAIN = (".png", ".webp", ".gz")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        packed = file.suffix not in self.PLAIN
        body = _packed(file) if packed else file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(html: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(html))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def scores(url: str, categories: Sequence[str] = CATEGORIES) -> tuple[dict[str, float], list[str]]:
    """Run Lighthouse on a page: the scores, 0 to 100, and what it found in what it can find things in."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *("node", ROOT / "node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json"),
            *(f"--output-path={report}", "--no-enable-error-reporting", f"--chrome-flags={FLAGS}"),
            f"--only-categories={','.join(categories)}",
        ]
        environment = {**os.environ, "CHROME_PATH": CHROMIUM}
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder)
        told = json.loads(report.read_text("utf-8"))
    found = [
        f"{name}: {reference['id']}"
        for name, category in told["categories"].items()
        for reference in category["auditRefs"]
        if reference["weight"] and _is_low(told["audits"][reference["id"]]["score"])
    ]
    return {name: 100 * one["score"] for name, one in told["categories"].items()}, found


def _is_low(score: float | None) -> bool:
    return score is not None and score < 0.9


def run() -> list[Figure]:
    """Build the site as it is published, and measure three of its pages."""
    install_scripts(ROOT, tools=True)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        html = build(ROOT, Path(folder)).html
        with served(html) as address:
            for name, path in PAGES.items():
                runs = [scores(f"{address}/{path}")[0] for _ in range(3)]
                for category in CATEGORIES:
                    middle = median(one[category] for one in runs)
                    figures.append(Figure(f"{name}: {category}", middle, "", at_least=GOAL))
    return figures
