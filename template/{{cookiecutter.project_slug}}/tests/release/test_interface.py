"""What is wrong with the API is found, and named."""

import pytest
from pytest_django.live_server_helper import LiveServer

from deploy.release.asking import Visitor
from deploy.release.checks.interface import look_at_a_product, look_at_the_list, put_into_a_cart
from deploy.release.errors import Wrong
from shop.inventory.models import StockItem
from tests.carts.builders import sold


@pytest.fixture
def visitor(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A program that is new to the shop."""
    monkeypatch.setenv("no_proxy", "*")
    return Visitor(live_server.url)


def test_a_shop_that_sells_does(visitor: Visitor) -> None:
    jug = sold("KNOWN-JUG")

    assert look_at_the_list(visitor) == "1 products"
    assert look_at_a_product(visitor) == jug.product.slug
    assert put_into_a_cart(visitor) == "KNOWN-JUG went in, and out again"


def test_a_shop_in_which_nothing_can_be_bought_does_not_sell(visitor: Visitor) -> None:
    sold("GONE-JUG")
    StockItem.objects.update(on_hand=0)

    with pytest.raises(Wrong, match="Nothing that the API lists can be bought"):
        put_into_a_cart(visitor)
