"""Run inside a store: fill it with a million products and walk the API's list. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
from itertools import count
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
from plans import plans

PRODUCTS = 1_000_000
PAGE = 1_000
TIMES = 200

FILL = """
INSERT INTO catalog_category (name, slug, position, description)
SELECT 'Category ' || n, 'category-' || n, n, '' FROM generate_series(1, 20) n;

INSERT INTO catalog_product (public_id, slug, name, summary, description, category_id, status,
                             published_at, created_at, updated_at)
SELECT 'prd_' || lpad(n::text, 20, '0'), 'product-' || n, 'Product ' || n,
       'One of a million.', 'As the others.',
       (SELECT min(id) FROM catalog_category) + mod(n, 20), 'published',
       timestamptz '2020-01-01' + n * interval '1 second', now(), now()
FROM generate_series(1, %s) n;

INSERT INTO catalog_variant (public_id, product_id, sku, name, position, price_amount, price_currency,
                             gtin, is_active, options_key, created_at, updated_at)
SELECT 'var_' || lpad(id::text, 20, '0'), id, 'SKU-' || id, '', 0, 1000 + mod(id, 9000), 'EUR', '', true, '',
       now(), now()
FROM catalog_product;
"""

addresses = count()


def ask(client: Client, url: str) -> dict[str, object]:
    """Get a page, each time from another address: each has a limit of its own."""
    number = next(addresses)
    answer = client.get(url, REMOTE_ADDR=f"10.{number // 62500 % 250}.{number // 250 % 250}.{number % 250}")
    assert answer.status_code == 200, (url, answer.content[:500])
    found: dict[str, object] = answer.json()
    return found


def milliseconds(client: Client, url: str) -> float:
    """Get a page once; gives the duration."""
    before = perf_counter()
    ask(client, url)
    return (perf_counter() - before) * 1000


def main() -> None:
    """Fill, walk, measure."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [PRODUCTS])
        cursor.execute("VACUUM ANALYZE")

    client = Client(headers={"host": "localhost"})
    first = thousandth = "/api/v1/products/"
    for _ in range(PAGE - 1):
        thousandth = str(ask(client, thousandth)["next"])
    with CaptureQueriesContext(connection) as queries:
        ask(client, thousandth)
    asked = len(queries)  # the next request forgets them
    # Measured in turns, so that what else the machine does falls on both.
    rounds = [(milliseconds(client, first), milliseconds(client, thousandth)) for _ in range(TIMES)]
    a, b = (round(median(times), 2) for times in zip(*rounds, strict=True))
    print(
        json.dumps(
            {
                "products": PRODUCTS,
                "first": a,
                "thousandth": b,
                "dearer": round((b / a - 1) * 100, 1),
                "queries": asked,
                "plans": plans(client, ask, thousandth),
            }
        )
    )


main()
