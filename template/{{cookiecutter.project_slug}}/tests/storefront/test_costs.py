"""What the storefront's own pages cost, to the query. What stands in their slots is counted elsewhere."""

from collections import defaultdict
from typing import Any

import pytest
from django.test import Client

from shop.core import slots
from storefront.paging import PAGE_SIZE
from tests.builders import a_category
from tests.storefront.builders import products

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part stands anywhere."""
    monkeypatch.setattr(slots, "_slots", defaultdict(list))


def test_every_page_of_a_shelf_costs_four_queries(client: Client, django_assert_num_queries: Any) -> None:
    shelf = a_category()
    products(2 * PAGE_SIZE, category=shelf)
    first = client.get(f"/c/{shelf.slug}/")
    older = str(first.context["page"].older)

    with django_assert_num_queries(4):
        client.get(f"/c/{shelf.slug}/?{older}")


# {% if reached("carts.one-price") %}
def test_a_product_costs_eight_queries(client: Client, django_assert_num_queries: Any) -> None:
    (product,) = products(1)
    client.get(f"/p/{product.slug}/")

    with django_assert_num_queries(8):
        client.get(f"/p/{product.slug}/")
# {% else %}
def test_a_product_costs_seven_queries(client: Client, django_assert_num_queries: Any) -> None:
    (product,) = products(1)

    with django_assert_num_queries(7):
        client.get(f"/p/{product.slug}/")
# {% endif %}


def test_what_does_not_exist_costs_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/no/such/page/")
