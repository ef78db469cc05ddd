"""Who cannot have something reads so where the button was, and in the cart if it was there before."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from shop.carts.models import Cart
from shop.inventory.models import StockItem
from tests.carts.builders import contents, sold
from tests.storefront.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Begin with an empty memory."""
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    """A browser that says where its forms come from, as all do."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def there_are(count: int) -> None:
    """Have so many of everything on the shelf."""
    StockItem.objects.update(on_hand=count)


def page(visitor: Client) -> str:
    """The mug's page."""
    return visitor.get(f"/p/{sold('MUG').product.slug}/").content.decode()


def cart_with(visitor: Client, quantity: int) -> None:
    """Put mugs into the visitor's cart."""
    sold("MUG")
    visitor.post("/cart/add/", {"variant": "MUG", "quantity": str(quantity)})


def test_what_is_sold_out_says_so_and_has_no_button(visitor: Client) -> None:
    sold("MUG")
    there_are(0)

    assert "<strong>Sold out.</strong>" in page(visitor)
    assert "Add to the cart" not in page(visitor)


def test_nobody_is_offered_more_than_there_are(visitor: Client) -> None:
    sold("MUG")
    there_are(3)

    assert 'max="3"' in page(visitor)


def test_a_page_asks_the_shelves_in_the_query_for_prices(visitor: Client) -> None:
    sold("MUG")

    with CaptureQueriesContext(connection) as asked:
        page(visitor)

    asking = [query["sql"] for query in asked if "inventory_stockitem" in query["sql"]]
    assert len(asking) == 1
    assert "pricing_price" in asking[0]


@pytest.mark.parametrize(("there", "says"), [(0, "This is sold out."), (2, "There are not so many.")])
def test_a_page_that_is_a_minute_old_can_promise_too_much(visitor: Client, there: int, says: str) -> None:
    sold("MUG")
    there_are(there)

    answer = visitor.post("/cart/add/", {"variant": "MUG", "quantity": "3"})

    assert answer.status_code == 409
    assert says in answer.content.decode()
    assert contents(Cart.objects.get()) == {}


def test_a_cart_says_what_sold_out_meanwhile_and_offers_to_take_it_out(visitor: Client) -> None:
    cart_with(visitor, 2)
    there_are(0)

    shown = read(visitor.get("/cart/"))

    assert "Mug is not counted. It is sold out." in shown.texts("li")
    assert shown.texts("p", class_="warned") == ["It is sold out. Not counted."]
    assert "Take out Mug" in shown.texts("button")


def test_a_cart_says_that_fewer_are_there_and_offers_these(visitor: Client) -> None:
    cart_with(visitor, 5)
    there_are(2)

    shown = read(visitor.get("/cart/"))

    assert "Of Mug only 2 are there. You wanted 5; 2 are counted." in shown.texts("li")
    assert "Take 2 of Mug" in shown.texts("button")
    assert contents(Cart.objects.get()) == {"MUG": 5}


def test_the_cart_costs_four_queries_whatever_is_missing(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cart_with(visitor, 5)
    there_are(2)
    visitor.get("/cart/")

    with django_assert_num_queries(4):
        visitor.get("/cart/")
