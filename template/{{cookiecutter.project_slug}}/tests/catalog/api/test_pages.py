"""Pages of the list of products: nothing twice, nothing missed, and the last as cheap as the first."""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.catalog.models import Product, Status, Variant
from shop.core.api.pages import SIGNER
from tests.builders import a_category, a_published_product

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIST = "/api/v1/products/"


def published(*minutes: int) -> list[Product]:
    """Products that were published so many minutes before noon."""
    return [a_published_product(published_at=NOON - timedelta(minutes=minute)) for minute in minutes]


def page(address: str) -> dict[str, Any]:
    answer = Client().get(address)
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def ids(shown: dict[str, Any]) -> list[str]:
    return [item["id"] for item in shown["items"]]


def walk(address: str) -> list[list[str]]:
    """The identifiers on each page, following `next` to the end."""
    pages = []
    following: str | None = address
    while following:
        shown = page(following)
        pages.append(ids(shown))
        following = shown["next"]
    return pages


def test_pages_follow_each_other_to_the_end() -> None:
    products = published(1, 2, 3, 4, 5)

    pages = walk(f"{LIST}?limit=2")

    expected = [product.public_id for product in products]
    assert pages == [expected[:2], expected[2:4], expected[4:]]


def test_a_full_last_page_promises_no_other() -> None:
    published(1, 2)

    assert page(f"{LIST}?limit=2")["next"] is None


def test_products_of_one_moment_are_neither_lost_nor_repeated() -> None:
    products = published(7, 7, 7, 7, 7)

    pages = walk(f"{LIST}?limit=2")

    assert [one for shown in pages for one in shown] == [product.public_id for product in reversed(products)]


def test_what_is_published_meanwhile_moves_nothing() -> None:
    products = published(1, 2, 3, 4)
    first = page(f"{LIST}?limit=2")

    published(0)

    assert ids(page(first["next"])) == [product.public_id for product in products[2:]]


def test_what_is_taken_away_meanwhile_moves_nothing() -> None:
    products = published(1, 2, 3, 4)
    first = page(f"{LIST}?limit=2")

    Product.objects.filter(pk=products[0].pk).update(status=Status.ARCHIVED, published_at=None)

    assert ids(page(first["next"])) == [product.public_id for product in products[2:]]


@pytest.mark.parametrize("minutes", [(1, 2, 3), (1, 1, 1)])
def test_a_cursor_outlives_its_product(minutes: tuple[int, ...]) -> None:
    products = sorted(published(*minutes), key=lambda one: (one.published_at, one.pk), reverse=True)
    first = page(f"{LIST}?limit=2")

    Product.objects.filter(pk=products[1].pk).delete()

    assert ids(page(first["next"]))[-1] == products[2].public_id


def test_the_next_page_keeps_the_other_parameters() -> None:
    shelf = a_category(slug="mugs")
    for minute in range(3):
        a_published_product(category=shelf, published_at=NOON - timedelta(minutes=minute))
    published(10, 11)

    following = page(f"{LIST}?category=mugs&limit=2&price_max=99999")["next"]

    assert following.startswith(f"http://testserver{LIST}?category=mugs&limit=2&price_max=99999&cursor=")
    assert len(ids(page(following))) == 1


def test_a_cursor_tells_no_number_of_the_database() -> None:
    product, _ = published(1, 2)

    cursor = page(f"{LIST}?limit=1")["next"].partition("cursor=")[2]

    assert SIGNER.unsign_object(cursor) == ["2026-03-01T11:59:00+00:00", product.public_id]


def test_the_same_page_has_the_same_cursor() -> None:
    published(1, 2)

    assert page(f"{LIST}?limit=1") == page(f"{LIST}?limit=1")


@pytest.mark.parametrize(
    "cursor",
    [
        "2",
        "eyJpZCI6MX0",
        "..",
        "\x00",
        SIGNER.sign_object([NOON.isoformat(), "prd_x"])[:-1],
        "A" + SIGNER.sign_object([NOON.isoformat(), "prd_x"]),
        SIGNER.sign_object(["yesterday", "prd_x"]),
        SIGNER.sign_object({"page": 2}),
        SIGNER.sign_object(7),
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(client: Client, cursor: str) -> None:
    answer = client.get(LIST, {"cursor": cursor})

    assert answer.status_code == 400


def test_a_refused_cursor_says_what_to_do(client: Client) -> None:
    answer = client.get(f"{LIST}?cursor=page2")

    assert answer.json()["type"] == "/api/problems/#bad-cursor"
    assert answer.json()["detail"] == (
        "Found: `page2`.\nDo: follow `next` as it is, or leave `cursor` out to begin at the front."
    )


@pytest.mark.parametrize("limit", ["0", "101", "-1", "many", "1.5"])
def test_a_page_has_between_one_and_a_hundred_items(client: Client, limit: str) -> None:
    answer = client.get(f"{LIST}?limit={limit}")

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["limit"]


def test_a_page_has_twenty_four_items_unless_asked_otherwise() -> None:
    published(*range(25))

    assert len(ids(page(LIST))) == 24
    assert len(ids(page(f"{LIST}?limit=100"))) == 25


@pytest.fixture
def long_list() -> None:
    """Two thousand products, a minute apart, as the planner has to see them."""
    shelf = a_category()
    made = Product.objects.bulk_create(
        Product(
            slug=f"product-{n}",
            name=f"Product {n}",
            summary="A plain thing.",
            description="Made by hand.",
            category=shelf,
            status=Status.PUBLISHED,
            published_at=NOON - timedelta(minutes=n),
        )
        for n in range(2000)
    )
    Variant.objects.bulk_create(
        Variant(product=product, sku=f"SKU-{n}", price_amount=100, price_currency="EUR")
        for n, product in enumerate(made)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalog_product, catalog_variant")


def plan_of(address: str) -> tuple[str, int]:
    """How the database answers the query for a page's products, and how many of their rows it reads."""
    with CaptureQueriesContext(connection) as queries:
        page(address)
    return explained(queries[0]["sql"])


def explained(sql: str) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
    nodes = list(flattened(plan[0]["Plan"]))
    read = sum(node["Actual Rows"] for node in nodes if node.get("Relation Name") == "catalog_product")
    return json.dumps(nodes), int(read)


def flattened(node: dict[str, Any]) -> Any:
    yield node
    for inner in node.get("Plans", []):
        yield from flattened(inner)


@pytest.mark.usefixtures("long_list")
def test_the_last_page_reads_as_few_rows_as_the_first() -> None:
    place = SIGNER.sign_object([(NOON - timedelta(minutes=1979)).isoformat(), "prd_gone"])

    first, of_first = plan_of(f"{LIST}?limit=10")
    last, of_last = plan_of(f"{LIST}?limit=10&cursor={place}")

    assert of_first == of_last == 11
    assert "product_newest" in first
    assert '"Node Type": "Sort"' not in first + last
    assert re.search(r'"Index Cond": "\(ROW\(.*published_at, .*id\) < ROW\(', last)


@pytest.mark.usefixtures("long_list")
def test_numbered_pages_would_read_everything_before_them() -> None:
    with CaptureQueriesContext(connection) as queries:
        page(f"{LIST}?limit=10")

    _, read = explained(queries[0]["sql"] + " OFFSET 1979")

    assert read >= 1989


@pytest.mark.usefixtures("long_list")
def test_every_page_costs_the_same_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    addresses = [f"{LIST}?limit=100"]
    for _ in range(4):
        addresses.append(page(addresses[-1])["next"])

    for _, address in pairwise(addresses):
        with django_assert_num_queries(3):
            client.get(address)
