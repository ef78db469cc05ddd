"""Categories over HTTP."""

from typing import Any

import pytest
from django.test import Client

from tests.builders import a_category, a_product, a_published_product

pytestmark = pytest.mark.django_db


def test_categories_stand_in_the_shops_order_and_count_what_shoppers_find(client: Client) -> None:
    tableware = a_category(slug="tableware", name="Tableware", position=1, description="For every day.")
    mugs = a_category(slug="mugs", name="Mugs", parent=tableware, position=2)
    a_published_product(category=mugs)
    a_product(category=mugs)

    answer = client.get("/api/v1/categories/")

    assert answer.json() == {
        "items": [
            {
                "slug": "tableware",
                "name": "Tableware",
                "description": "For every day.",
                "parent": None,
                "product_count": 1,
            },
            {"slug": "mugs", "name": "Mugs", "description": "", "parent": "tableware", "product_count": 1},
        ]
    }


def test_all_categories_are_one_query(client: Client, django_assert_num_queries: Any) -> None:
    parent = a_category()
    for _ in range(5):
        a_category(parent=parent)

    with django_assert_num_queries(1):
        client.get("/api/v1/categories/")
