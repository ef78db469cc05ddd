"""How PostgreSQL answers what lists ask of a million products; `million.py` has filled them in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from shop.catalog.models import Category, Product
from shop.catalog.selectors import categories_with_counts, for_shoppers, product_by_slug, published_products

PAGE = 24
LIST = "/api/v1/products/"
RARE = "?price_min=9991"  # one product in a thousand
NONE = "?price_min=20000"  # no product at all
PRICES = "CREATE INDEX some_prices ON catalog_variant (price_amount, product_id) WHERE is_active"
WORDS = "CREATE INDEX some_words ON catalog_product USING gin (upper(name) gin_trgm_ops)"

Ask = Callable[[Client, str], object]


def plans(client: Client, ask: Ask, thousandth: str) -> dict[str, dict[str, Any]]:
    """The plan of each question, with what it cost; `thousandth` is the address of that page."""
    first = asked_first(lambda: ask(client, LIST))
    far = asked_first(lambda: ask(client, thousandth))
    rare = asked_first(lambda: ask(client, LIST + RARE))
    none = asked_first(lambda: ask(client, LIST + NONE))
    found = {
        "first page": plan(first),
        "thousandth page, after a product": plan(far),
        "thousandth page, by number": plan(f"{first} OFFSET {999 * PAGE}"),
        "the page in the middle, by number": plan(f"{first} OFFSET 500000"),
        "how many there are": plan("SELECT count(*) FROM catalog_product WHERE status = 'published'"),
        "a product by its slug": plan(asked_first(lambda: product_by_slug("product-500000"))),
        "a word in the name, one product": plan(named("product 499999")),
        "a price that one in a thousand has": plan(rare),
        "a price that none has": plan(none),
        "all shelves with their numbers, by one condition": plan(
            asked_first(lambda: list(by_one_condition()))
        ),
        "all shelves with their numbers, the shelves first": plan(
            asked_first(lambda: list(categories_with_counts()))
        ),
    }
    with tried("DROP INDEX product_newest"):
        found["first page, without its index"] = plan(first)
    with tried("DROP INDEX product_newest", "CREATE INDEX whole ON catalog_product (published_at DESC)"):
        found["first page, an index on the moment alone"] = plan(first)
    with tried(PRICES):
        found["a price that one in a thousand has, with an index on it"] = plan(rare)
        found["a price that none has, with an index on it"] = plan(none)
    with tried("CREATE EXTENSION IF NOT EXISTS pg_trgm", WORDS):
        found["a word in the name, one product, with trigrams"] = plan(named("product 499999"))
    return found | shelves()


def shelves() -> dict[str, dict[str, Any]]:
    """The first page of a shelf of the second row, and of the one above it."""
    above, below = Category.objects.order_by("id")[:2]
    Category.objects.filter(pk=below.pk).update(parent=above)
    below.refresh_from_db()
    return {
        "first page of a shelf below another": plan(page_of(published_products(below))),
        "first page of a shelf with one below it": plan(page_of(published_products(above))),
    }


def by_one_condition() -> "QuerySet[Category]":
    """All shelves with their numbers, as one would write it: on the shelf, or on one below it."""
    here = for_shoppers().filter(Q(category=OuterRef("pk")) | Q(category__parent=OuterRef("pk")))
    counted = here.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Category.objects.annotate(product_count=Subquery(counted))


def named(words: str) -> str:
    """The statement for the products in whose name something stands."""
    return page_of(for_shoppers().filter(name__icontains=words).order_by("-published_at", "-id"))


def page_of(products: "QuerySet[Product]") -> str:
    """The statement for the first page of a list."""
    return asked_first(lambda: list(products[: PAGE + 1]))


def asked_first(work: Callable[[], object]) -> str:
    """The longest statement that somebody sends: the one for the products, and not for a shelf's name."""
    with CaptureQueriesContext(connection) as queries:
        work()
    return max((str(query["sql"]) for query in queries if "catalog_product" in query["sql"]), key=len)


def plan(statement: str) -> dict[str, Any]:
    """How PostgreSQL does it the third time, when what it reads lies in memory."""
    with connection.cursor() as cursor:
        for _ in range(3):
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, FORMAT TEXT) {statement}")
            lines = [line for (line,) in cursor.fetchall()]
    return {"plan": lines, "milliseconds": told(lines, "Execution Time: "), "pages": pages(lines)}


def told(lines: list[str], words: str) -> float:
    """The number behind some words."""
    return float(next(line for line in lines if words in line).split(words)[1].split()[0])


def pages(lines: list[str]) -> int:
    """Of how many pages of 8 kB the topmost node and those below it speak."""
    first = next(line for line in lines if "Buffers: shared" in line)
    parts = first.split("Buffers: shared")[1].split(",")[0].split()
    return sum(int(part.split("=")[1]) for part in parts if part.startswith(("hit=", "read=")))


@contextmanager
def tried(*statements: str) -> Iterator[None]:
    """Change the database for a moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("ANALYZE catalog_product, catalog_variant")
        yield
        transaction.set_rollback(True)
