"""A set in a cart is there as often as its parts allow, and not at all without one of them."""

import pytest
from django.core.cache import cache
# {% if part("storefront") %}
from django.test import Client
# {% endif %}
from pytest_django import DjangoAssertNumQueries

from shop.bundles.services import compose_bundle
from shop.carts.errors import SoldOut
from shop.carts.models import Cart
from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.lines import add_line
from shop.catalog.models import Variant
from shop.inventory.alongside import stock_of, with_stock
from shop.inventory.models import StockItem
from shop.inventory.selectors import availability
from tests.builders import a_published_product, a_stock_item, a_variant
from tests.carts.builders import a_cart, contents
# {% if part("storefront") %}
from tests.storefront.builders import a_picture
# {% endif %}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Begin with an empty memory."""
    cache.clear()


@pytest.fixture
def breakfast() -> Variant:
    """Two mugs, of which there are nine, and a plate, of which there are five."""
    breakfast = a_published_product(slug="breakfast").variants.get()
    mug = a_stock_item(variant=a_variant(sku="MUG"), on_hand=9)
    plate = a_stock_item(variant=a_variant(sku="PLATE"), on_hand=5)
    compose_bundle(bundle=breakfast, parts={mug.variant_id: 2, plate.variant_id: 1})
    return breakfast


def in_a_cart(variant: Variant, quantity: int) -> Cart:
    """A cart that has had so many of it since better times."""
    cart = a_cart()
    cart.lines.create(variant=variant, quantity=quantity)
    return cart


def test_a_row_brings_along_what_the_shelves_say_of_a_set(breakfast: Variant) -> None:
    brought = stock_of(with_stock(Variant.objects.all()).get(pk=breakfast.pk))

    assert brought == availability([breakfast.pk])[breakfast.pk]
    assert brought.ready == 4


def test_no_more_sets_are_counted_than_can_be_packed(breakfast: Variant) -> None:
    cart = in_a_cart(breakfast, 9)

    priced = cart_now(cart_by_token(cart.token)).priced

    assert priced.lines[0].wanted.quantity == 4


@pytest.mark.parametrize("why", ["sold no more", "sold out"])
def test_a_set_without_one_of_its_parts_cannot_be_bought(breakfast: Variant, why: str) -> None:
    cart = in_a_cart(breakfast, 1)
    if why == "sold out":
        StockItem.objects.filter(variant__sku="PLATE").update(on_hand=0)
    else:
        Variant.objects.filter(sku="PLATE").update(is_active=False)

    with pytest.raises(SoldOut):
        add_line(token=cart.token, sku=breakfast.sku)

    priced = cart_now(cart_by_token(cart.token)).priced
    assert [left.reason for left in priced.left_out] == ["It is sold out."]
    assert contents(cart) == {breakfast.sku: 1}


# {% if part("storefront") %}
def test_a_sets_page_costs_ten_queries(
    client: Client, breakfast: Variant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_picture(breakfast.product)
    client.get("/p/breakfast/")

    with django_assert_num_queries(10):
        shown = client.get("/p/breakfast/").content.decode()

    assert "Add to the cart" in shown
    assert "In this set" in shown


# {% endif %}
@pytest.mark.parametrize("sets", [1, 10])
def test_a_cart_of_sets_costs_three_queries(
    breakfast: Variant, sets: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cart = in_a_cart(breakfast, 1)
    for _ in range(sets - 1):
        other = a_published_product().variants.get()
        compose_bundle(bundle=other, parts={a_stock_item().variant_id: 2})
        cart.lines.create(variant=other)
    cart_now(cart)

    with django_assert_num_queries(3):
        now = cart_now(cart_by_token(cart.token))

    assert len(now.priced.lines) == sets
