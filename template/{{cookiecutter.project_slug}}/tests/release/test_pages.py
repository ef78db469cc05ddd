"""What is wrong with pages for shoppers is found, and named."""

import pytest
from pytest_django.live_server_helper import LiveServer

from deploy.release.asking import Visitor
from deploy.release.checks.pages import (
    ADD,
    fields,
    look_at_a_product,
    look_at_the_first_page,
    put_into_the_cart,
)
from deploy.release.errors import Wrong
from shop.inventory.models import StockItem
from tests.builders import a_published_product
from tests.carts.builders import sold


@pytest.fixture
def visitor(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody new in the shop."""
    monkeypatch.setenv("no_proxy", "*")
    return Visitor(live_server.url)


def test_what_can_be_bought_is_found_behind_what_cannot(visitor: Visitor) -> None:
    sold("KNOWN-JUG")
    sold("GONE-BOWL")
    StockItem.objects.filter(variant__sku="GONE-BOWL").update(on_hand=0)

    assert look_at_the_first_page(visitor) == "2 products"
    assert put_into_the_cart(visitor) == "KNOWN-JUG went in, and out again"


def test_a_products_page_is_looked_at(visitor: Visitor) -> None:
    a_published_product(slug="known-lamp")

    assert look_at_a_product(visitor) == "/p/known-lamp/"


def test_a_shop_in_which_nothing_can_be_bought_does_not_sell(visitor: Visitor) -> None:
    sold("GONE-BOWL")
    StockItem.objects.update(on_hand=0)

    with pytest.raises(Wrong, match="Nothing on the first page can be bought"):
        put_into_the_cart(visitor)


def test_the_fields_of_one_form_are_read() -> None:
    page = f"""
    <form action="/search/"><input name="q" value="x"></form>
    <form action="{ADD}"><input name="variant" value="JUG"><input name="quantity"><input value="none"></form>
    <form action="{ADD}"><input name="variant" value="BOWL"></form>
    """

    assert fields(page, ADD) == {"variant": "JUG", "quantity": ""}
    assert fields(page, "/cart/change/") == {}
