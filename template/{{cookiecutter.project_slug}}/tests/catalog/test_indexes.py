"""Lists walk an index in its own order: nothing is sorted, and what lies before a page is not read.

The database's own plan is asked, over enough products for it to care.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from shop.catalog.models import Category, Product, Status, Variant
from shop.catalog.selectors import categories_with_counts, published_products
from tests.builders import a_category

pytestmark = pytest.mark.django_db

MANY = 3000
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def shelf() -> Category:
    """One of twenty shelves with many products, of which every third is published."""
    shelves = [a_category() for _ in range(20)]
    products = Product.objects.bulk_create(
        Product(
            name=f"Product {n}",
            slug=f"many-{n}",
            summary="One of many.",
            description="Like the others.",
            category=shelves[n % 20],
            status=Status.DRAFT if n % 3 else Status.PUBLISHED,
            published_at=None if n % 3 else START + timedelta(minutes=n),
        )
        for n in range(MANY)
    )
    # {% if reached("variants.variant-model") %}
    Variant.objects.bulk_create(
        Variant(product=product, sku=f"SKU-{n}", price_amount=n, price_currency="EUR")
        for n, product in enumerate(products)
    )
    # {% endif %}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # To read elsewhere costs little more on a solid-state disk; the default knows older ones.
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    assert len(products) == MANY
    return shelves[0]


def plan(category: Category | None = None, after: datetime | None = None) -> str:
    """How the database reads the first twenty products, of all or after a moment."""
    products = published_products(category)
    if after:
        products = products.filter(published_at__lt=after)
    return products[:20].explain()


def test_the_whole_list_walks_its_index(shelf: Category) -> None:
    assert "Index Scan using product_newest on" in plan()
    assert "Sort" not in plan()


def test_a_page_in_the_middle_walks_the_same_index(shelf: Category) -> None:
    middle = plan(after=START + timedelta(minutes=MANY // 2))

    assert "Index Scan using product_newest on" in middle
    assert "Index Cond: (published_at <" in middle
    assert "Sort" not in middle


def test_a_shelf_walks_its_own_index(shelf: Category) -> None:
    shelf.parent = a_category()
    shelf.save()

    assert "Index Scan using product_newest_in_category on" in plan(shelf)
    assert "Sort" not in plan(shelf)


def test_shelves_are_counted_by_their_index(shelf: Category) -> None:
    counting = categories_with_counts().explain()

    assert re.search(r"(on|using) product_newest_in_category ", counting)
    assert "Seq Scan on catalog_product" not in counting
