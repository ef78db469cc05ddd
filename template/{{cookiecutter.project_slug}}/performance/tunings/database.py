"""Tunings of what is asked: an index, a query."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from local.postgres import Postgres
from performance.tunings.comparing import Sides, Tuning, Value

PRODUCTS, TIMES = 100_000, 15


@contextmanager
def index(_: Postgres) -> Iterator[Sides]:
    """A shelf of a large shop, without its index and with it. All of it is rolled back."""
    from django.db import connection, transaction  # noqa: PLC0415 - Django is set up by whoever measures
    from django.test import Client  # noqa: PLC0415

    from performance.reading import cost_of  # noqa: PLC0415
    from performance.shelves import fill  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})

    def measured(path: str, goods: str) -> list[Value]:
        asked = [one for one in cost_of(path, client).statements if "catalog_product" in one.sql[:40]]
        took = milliseconds(lambda: client.get(path))
        return [
            Value(f"{goods} goods: rows read for the list", sum(one.rows for one in asked)),
            Value(f"{goods} goods: blocks read for the list", sum(one.blocks for one in asked)),
            Value(f"{goods} goods: the page", took, "ms"),
        ]

    def measure() -> list[Value]:
        return [*measured("/c/shelf-1/", "new"), *measured("/c/shelf-2/", "old")]

    def without() -> list[Value]:
        before = transaction.savepoint()
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX product_newest_in_category")
        found = measure()
        transaction.savepoint_rollback(before)
        return found

    with transaction.atomic():
        fill(PRODUCTS, older=10)
        yield without, measure
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def query(_: Postgres) -> Iterator[Sides]:
    """A list of 24 products whose cards ask for themselves, and one that brings along what they show."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from performance.tunings.lists import row_by_row, together  # noqa: PLC0415

    def side(work: Callable[[], object]) -> Callable[[], list[Value]]:
        def measure() -> list[Value]:
            with CaptureQueriesContext(connection) as asked:
                work()
            return [Value("statements", len(asked)), Value("time", milliseconds(work), "ms")]

        return measure

    yield side(row_by_row), side(together)


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes, in the middle of some times."""
    taken = []
    for _ in range(TIMES):
        before = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - before))
    return median(taken)


INDEX = Tuning(
    "index",
    f"The pages of two shelves in a shop with {PRODUCTS:,} products: one of new goods, one of old",
    "DROP INDEX product_newest_in_category",
    "CREATE INDEX product_newest_in_category ON catalog_product (category_id, published_at DESC, id DESC)",
    index,
)
QUERY = Tuning(
    "query",
    "A list of 24 products with shelf, price and picture",
    "Product.objects.filter(status=PUBLISHED), and each card follows relations",
    "published_products(), which brings them along",
    query,
)
