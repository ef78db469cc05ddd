"""From which price on, and up to which, a product is sold."""

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.catalog.selectors import price_range, published_products
from shop.core.money import Money
from tests.builders import a_product, a_published_product, a_variant

pytestmark = pytest.mark.django_db


def test_a_product_has_a_lowest_and_a_highest_price() -> None:
    product = a_product()
    for amount in (2800, 2400, 3900):
        a_variant(product=product, price_amount=amount)

    assert price_range(product) == (Money(2400, "EUR"), Money(3900, "EUR"))


def test_what_is_not_sold_has_no_part_in_the_prices() -> None:
    product = a_product()
    a_variant(product=product, price_amount=2400)
    a_variant(product=product, price_amount=100, is_active=False)

    assert price_range(product) == (Money(2400, "EUR"), Money(2400, "EUR"))


def test_a_product_of_which_nothing_is_sold_has_no_price() -> None:
    with pytest.raises(LookupError, match="Nothing of `empty` is sold"):
        price_range(a_product(slug="empty"))


def test_the_prices_of_a_list_cost_nothing_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(3):
        a_published_product()
    products = list(published_products())

    with django_assert_num_queries(0):
        assert [price_range(product) for product in products] == [
            (Money(2400, "EUR"), Money(2400, "EUR"))
        ] * 3


def test_a_list_brings_along_only_what_is_sold() -> None:
    product = a_published_product()
    a_variant(product=product, is_active=False)

    (found,) = published_products()

    assert [variant.is_active for variant in found.variants.all()] == [True]
