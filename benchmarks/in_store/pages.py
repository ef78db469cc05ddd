"""Run inside a store: time its pages in this process, and count their queries. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
from statistics import median
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"  # as in production, Django keeps no log of queries unless it is asked

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

TIMES = 50


def measure(client: Client, path: str) -> dict[str, float]:
    """Ask for a page often; gives the middle duration, and the queries of one answer."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    asked = len(queries)  # the next request forgets them
    taken = []
    for _ in range(TIMES):
        before = perf_counter()
        client.get(path)
        taken.append((perf_counter() - before) * 1000)
    return {"milliseconds": round(median(taken), 2), "queries": asked}


def main() -> None:
    """Fill the store as its own `make run` does, and measure."""
    call_command("migrate", verbosity=0)
    call_command("seed_catalog", verbosity=0)
    client = Client(headers={"host": "localhost"})
    first = client.get("/api/v1/products/").json()["items"][0]["slug"]
    pages = {
        "product list, storefront": "/",
        "product page, storefront": f"/p/{first}/",
        "product list, API": "/api/v1/products/",
        "product, API": f"/api/v1/products/{first}/",
    }
    client.get("/")
    print(json.dumps({name: measure(client, path) for name, path in pages.items()}))


# The seed draws pictures in processes of its own, which import this file again.
if __name__ == "__main__":
    main()
