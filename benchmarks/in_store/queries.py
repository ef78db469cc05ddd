"""Run inside a store: read one list in two ways, and ask on two connections. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"  # as in production, Django keeps no log of queries unless it is asked

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from shop.catalog.models import Product, Status
from shop.catalog.selectors import published_products
from storefront.cards import card_of, for_cards
from storefront.pictures import picture_of, renditions_of

PRODUCTS = 24
TIMES = 100


def row_by_row() -> list[object]:
    """What a template does that follows relations from each product of a bare list."""
    products = Product.objects.filter(status=Status.PUBLISHED).order_by("-published_at", "-id")
    shown: list[object] = []
    for product in products[:PRODUCTS]:
        prices = sorted(variant.price for variant in product.variants.all() if variant.is_active)
        picture = product.pictures.first()
        image = picture_of(picture, renditions_of(picture)) if picture else None
        shown.append((product.category.name, prices[0], image))
    return shown


def together() -> list[object]:
    """The same list, as the storefront reads it."""
    products = for_cards(published_products())[:PRODUCTS]
    return [(product.category.name, card_of(product)) for product in products]


def ask() -> None:
    """Run the smallest statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_anew() -> None:
    """The same, on a connection that is made for it and closed after, as without `CONN_MAX_AGE`."""
    connection.close()
    ask()


def milliseconds(work: Callable[[], object]) -> float:
    """Do something often; gives the middle duration."""
    taken = []
    for _ in range(TIMES):
        before = perf_counter()
        work()
        taken.append((perf_counter() - before) * 1000)
    return round(median(taken), 2)


def measure(work: Callable[[], object]) -> dict[str, float]:
    """Count the queries of a piece of work, and time it."""
    with CaptureQueriesContext(connection) as queries:
        work()
    asked = len(queries)
    return {"milliseconds": milliseconds(work), "queries": asked}


def main() -> None:
    """Fill the store as its own `make run` does, and measure."""
    call_command("migrate", verbosity=0)
    call_command("seed_catalog", verbosity=0)
    found: dict[str, object] = {"products": PRODUCTS}
    found["row by row"], found["together"] = measure(row_by_row), measure(together)
    found["kept"], found["anew"] = milliseconds(ask), milliseconds(ask_anew)
    print(json.dumps(found))


# The seed draws pictures in processes of its own, which import this file again.
if __name__ == "__main__":
    main()
