"""The API's list of a shelf reads what stands there, however old it is."""

import pytest
from django.db import connection
from django.test import Client

from performance.reading import cost_of
from performance.shelves import fill

pytestmark = pytest.mark.django_db
LIST = "/api/v1/products/?category={}"
BELOW = "UPDATE catalog_category SET parent_id = (SELECT id FROM catalog_category WHERE slug = %s) WHERE slug = %s"


@pytest.fixture(autouse=True)
def shop(db: None) -> None:
    """A shop with 5,000 products on twenty shelves; what stands on the second is ten years older."""
    fill(5_000, older=10)


@pytest.mark.parametrize("shelf", ["shelf-1", "shelf-2"])
def test_a_list_reads_no_more_than_it_needs(shelf: str) -> None:
    assert cost_of(LIST.format(shelf)).rows <= 200


def test_old_goods_cost_what_new_ones_do() -> None:
    new, old = cost_of(LIST.format("shelf-1")), cost_of(LIST.format("shelf-2"))

    assert old.rows == pytest.approx(new.rows, abs=5)


def test_it_asks_no_more_than_before() -> None:
    assert len(cost_of(LIST.format("shelf-1")).statements) <= 5


def test_what_stands_below_a_shelf_is_in_its_list(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BELOW, ["shelf-2", "shelf-3"])

    listed = client.get(LIST.format("shelf-2")).json()["items"]
    below = client.get(LIST.format("shelf-3")).json()["items"]

    assert [item["slug"] for item in listed] == [item["slug"] for item in below]
