"""What shoppers read about stock on a product's page."""

import pytest
from django.test import Client

from shop.catalog.models import Variant
from tests.builders import a_published_product, a_stock_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Variant:
    """A variant that has a page."""
    return a_published_product(slug="mug").variants.get()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"on_hand": 10}, "In stock."),
        ({"on_hand": 10, "held": 7}, "Only 3 left."),
        ({"on_hand": 0, "backorder_limit": 2}, "Made to order."),
        ({"on_hand": 4, "allocated": 4}, "Sold out."),
    ],
)
def test_a_page_says_whether_it_can_be_had(
    client: Client, mug: Variant, counts: dict[str, int], words: str
) -> None:
    a_stock_item(variant=mug, **counts)

    assert f"<p><strong>{words}</strong>" in client.get("/p/mug/").content.decode()


def test_what_nobody_keeps_is_sold_out(client: Client, mug: Variant) -> None:
    assert "Sold out." in client.get("/p/mug/").content.decode()
