"""A cart promises nothing, and it never counts what is not there without saying so."""

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from shop.carts.changes import changes
from shop.carts.errors import NotSoMany, SoldOut
from shop.carts.models import Cart
from shop.carts.pricing import PricedCart
from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.lines import add_line, set_quantity
from shop.inventory.models import StockItem
from tests.carts.builders import a_cart, contents, sold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Begin with an empty memory."""
    cache.clear()


def there_are(count: int, sku: str = "MUG") -> None:
    """Have so many on the shelf, whatever there was."""
    StockItem.objects.filter(variant=sold(sku)).update(on_hand=count)


def told(cart: Cart) -> list[str]:
    """What a shopper is told who looks now."""
    now = cart_now(cart_by_token(cart.token))
    return [change.says for change in changes(now.lines, now.priced)]


def priced(cart: Cart) -> PricedCart:
    """What it comes to now."""
    return cart_now(cart_by_token(cart.token)).priced


def test_what_is_sold_out_does_not_go_into_a_cart() -> None:
    cart = a_cart()
    there_are(0)

    with pytest.raises(SoldOut):
        add_line(token=cart.token, sku="MUG")
    assert contents(cart) == {}


def test_what_may_be_made_can_be_bought() -> None:
    cart = a_cart()
    there_are(0)
    StockItem.objects.update(backorder_limit=2)

    add_line(token=cart.token, sku="MUG", quantity=2)

    assert priced(cart).lines[0].wanted.quantity == 2


def test_more_than_there_are_are_refused_and_nothing_is_changed() -> None:
    cart = a_cart(MUG=2)
    there_are(3)

    with pytest.raises(NotSoMany) as refused:
        add_line(token=cart.token, sku="MUG", quantity=2)
    with pytest.raises(NotSoMany):
        set_quantity(token=cart.token, sku="MUG", quantity=4)

    assert refused.value.do == "take 3 in all, or fewer."
    assert contents(cart) == {"MUG": 2}


def test_all_that_is_there_may_be_taken() -> None:
    cart = a_cart(MUG=2)
    there_are(3)

    add_line(token=cart.token, sku="MUG")
    set_quantity(token=cart.token, sku="MUG", quantity=3)

    assert contents(cart) == {"MUG": 3}


def test_what_is_sold_out_can_be_taken_out() -> None:
    cart = a_cart(MUG=2)
    there_are(0)

    set_quantity(token=cart.token, sku="MUG", quantity=0)

    assert contents(cart) == {}


def test_what_sells_out_later_stays_named_and_is_not_counted() -> None:
    cart = a_cart(MUG=1, PLATE=1)
    there_are(0)

    assert told(cart) == ["Mug is not counted. It is sold out."]
    assert priced(cart).gross == 2400
    assert contents(cart) == {"MUG": 1, "PLATE": 1}


def test_where_fewer_are_there_these_are_counted_and_it_is_said() -> None:
    cart = a_cart(MUG=5)
    there_are(2)

    assert told(cart) == ["Of Mug only 2 are there. You wanted 5; 2 are counted."]
    assert priced(cart).gross == 4800
    assert contents(cart) == {"MUG": 5}


def test_what_comes_back_counts_again() -> None:
    cart = a_cart(MUG=5)
    there_are(0)
    there_are(9)

    assert told(cart) == []
    assert priced(cart).gross == 12000


def test_changing_a_quantity_costs_four_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cart = a_cart(MUG=1)

    with django_assert_num_queries(4 + 2):  # and the savepoint
        set_quantity(token=cart.token, sku="MUG", quantity=3)
