"""Run inside a store: ask for pages through each layer that may have kept them. The last line is JSON.

What keeps pages before the shop is nginx here, which reads the same headers as a CDN does and is nearer.
"""

# ruff: noqa: PLC0415 - where the database is, is known inside `scratch()` and not before
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from local.processes import HOST, free_port
from performance.scratch import scratch
from performance.tunings.hammer import answered, exchanged

LIST, API, PRODUCT = "/", "/api/v1/products/", "/p/harbour-mug/"
NOTHING = {"CACHES.default.BACKEND": "django.core.cache.backends.dummy.DummyCache"}
PEOPLE, REQUESTS, CROWD = 4, 240, 50
SLOW = "SELECT pg_sleep(0.1)"
NGINX = """
worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/temp;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/kept keys_zone=pages:1m;
  server {{
    listen {host}:{port};
    location / {{
      proxy_pass {shop}; proxy_http_version 1.1;
      proxy_set_header Host $http_host; proxy_set_header Connection "";
      proxy_cache pages; proxy_cache_lock on; add_header X-Kept $upstream_cache_status;
    }}
  }}
}}
"""


def main() -> None:
    """Measure one layer after the other, then a crowd before something that was forgotten."""
    found: dict[str, Any] = {}
    with scratch():
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        import django

        django.setup()
        with exchanged([], NOTHING) as shop:
            found["nothing is kept"] = {**asked(shop), "statements": statements(nothing=True)}
        with exchanged([]) as shop:
            found["Redis remembers"] = {**asked(shop), "statements": statements(nothing=False)}
            found["whole"], found["unchanged"] = whole_and_unchanged(shop)
            with before(shop) as edge:
                found["a cache before the shop"] = {**asked(edge), "statements": 0}
        found["crowd"] = crowds()
    print(json.dumps(found))


def asked(address: str) -> dict[str, float]:
    """How many lists and products are answered in a second, and within which time half of them are there."""
    rate, half, _ = answered(address, people=PEOPLE, requests=REQUESTS, paths=(LIST, PRODUCT))
    return {"rate": rate.amount, "half": half.amount}


def statements(*, nothing: bool) -> int:
    """How many statements a list costs, when it was asked for before."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    backend = NOTHING["CACHES.default.BACKEND"] if nothing else settings.CACHES["default"]["BACKEND"]
    with override_settings(CACHES={"default": {**settings.CACHES["default"], "BACKEND": backend}}):
        client = Client(headers={"host": "localhost"})
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
    return len(queries)


def whole_and_unchanged(shop: str) -> tuple[dict[str, float], dict[str, float]]:
    """The API's list, told whole, and told to be what the asker has already."""
    _, headers, _ = got(shop, API)
    return timed(shop, 200, {}), timed(shop, 304, {"If-None-Match": headers["ETag"]})


def timed(shop: str, status: int, headers: dict[str, str]) -> dict[str, float]:
    """Half of the answers are there within so many milliseconds; and how long one is."""
    taken, size = [], 0
    for _ in range(REQUESTS // 4):
        begun = time.perf_counter()
        came, _, body = got(shop, API, headers)
        taken.append(1000 * (time.perf_counter() - begun))
        assert came == status, came
        size = len(body)
    return {"half": sorted(taken)[len(taken) // 2], "bytes": size}


def got(address: str, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, Message, bytes]:
    """One answer: its status, its headers and its body."""
    line = HTTPConnection(address.removeprefix("http://"), timeout=30)
    try:
        line.request("GET", path, headers=dict(headers or {}))
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        line.close()


@contextmanager
def before(shop: str) -> Iterator[str]:
    """Have nginx keep pages before a shop; gives its address. That it keeps them is looked at."""
    program, port = shutil.which("nginx") or "/usr/sbin/nginx", free_port()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # started by root, it works as nobody
        file = Path(name) / "nginx.conf"
        file.write_text(NGINX.format(folder=name, host=HOST, port=port, shop=shop), "utf-8")
        command = [program, "-p", name, "-c", file]
        subprocess.run(command, check=True)  # comes back when it listens
        try:
            address = f"http://{HOST}:{port}"
            for path in (LIST, PRODUCT):
                kept = [got(address, path)[1]["X-Kept"] for _ in range(3)]
                assert "HIT" in kept, f"{path}: {kept}"
            yield address
        finally:
            subprocess.run([*command, "-s", "stop"], check=True)


def crowds() -> dict[str, dict[str, float]]:
    """Many ask at once for what was forgotten: how many make it, and how long the last one waits."""
    from django.core.cache import cache
    from shop.core.early import early

    def plain(key: str, seconds: int, find: Any) -> Any:
        if (kept := cache.get(key)) is None:
            cache.set(key, kept := find(), seconds)
        return kept

    return {"whoever asks": crowd(plain), "one of them": crowd(early)}


def crowd(kept: Any) -> dict[str, float]:
    """Have a crowd ask for something that takes a tenth of a second in the database."""
    from django.core.cache import cache
    from django.db import connection

    makers, meeting = [], threading.Barrier(CROWD + 1)
    cache.clear()

    def find() -> int:
        makers.append(1)
        with connection.cursor() as cursor:
            cursor.execute(SLOW)
        return 1

    def ask() -> None:
        meeting.wait()
        kept("crowd", 30, find)
        connection.close()

    people = [threading.Thread(target=ask) for _ in range(CROWD)]
    for each in people:
        each.start()
    meeting.wait()
    begun = time.perf_counter()
    for each in people:
        each.join()
    return {"makers": len(makers), "longest": 1000 * (time.perf_counter() - begun)}


if __name__ == "__main__":
    main()
