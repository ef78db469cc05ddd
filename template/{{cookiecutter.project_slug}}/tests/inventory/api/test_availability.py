"""Stock over HTTP: everybody reads it, as described, at a known cost."""

from typing import Any

import pytest
from django.test import Client

from shop.catalog.models import Product
from tests.builders import a_product, a_published_product, a_stock_item, a_variant
from tests.core.api.contract import assert_as_described
from tests.core.api.people import answers_to_everybody

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/products/mug/availability/"


@pytest.fixture
def mug() -> Product:
    """A mug in two glazes, and in one that is sold no more."""
    mug = a_published_product(slug="mug")
    mug.variants.update(is_active=False)
    a_stock_item(variant=a_variant(product=mug, sku="ASH"), on_hand=12)
    a_stock_item(variant=a_variant(product=mug, sku="OAT"), on_hand=2)
    return mug


@pytest.mark.usefixtures("mug")
def test_many_are_not_counted_and_few_are(client: Client) -> None:
    answer = client.get(ADDRESS)

    rows = answer.json()["items"]
    assert [(row["sku"], row["level"], row["left"]) for row in rows] == [
        ("ASH", "in-stock", None),
        ("OAT", "low", 2),
    ]
    assert_as_described(answer, "/api/v1/products/{slug}/availability/")


@pytest.mark.parametrize("slug", ["nothing", "draft"])
def test_what_shoppers_do_not_see_does_not_exist(client: Client, slug: str) -> None:
    a_product(slug="draft")

    answer = client.get(f"/api/v1/products/{slug}/availability/")

    assert answer.json()["type"] == "/api/problems/#product-not-found"
    assert_as_described(answer, "/api/v1/products/{slug}/availability/")


@pytest.mark.usefixtures("mug", "nothing_packed")
def test_it_costs_three_queries(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        client.get(ADDRESS)


@pytest.mark.usefixtures("mug")
def test_everybody_reads_the_same() -> None:
    answers = answers_to_everybody(ADDRESS)

    assert answers["anonymous"][0] == 200
    assert len(set(answers.values())) == 1
