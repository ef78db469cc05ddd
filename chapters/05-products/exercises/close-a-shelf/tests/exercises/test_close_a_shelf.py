"""A shelf is closed, and nothing that stood on it is lost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.catalog.models import Category, Product, Status
from shop.catalog.services import categories
from shop.core.errors import ShopError
from tests.builders import a_category, a_product, a_published_product

pytestmark = pytest.mark.django_db


def close(category: Category, move_to: Category) -> Any:
    """Close a shelf with the verb that this exercise asks for."""
    return categories.close_category(category=category, move_to=move_to)


def refusal_of(category: Category, move_to: Category) -> ShopError:
    """The refusal to close a shelf."""
    with pytest.raises(ShopError) as caught:
        close(category, move_to)
    return caught.value


def test_what_stood_on_the_shelf_moves_whatever_its_status() -> None:
    candles, vases = a_category(), a_category()
    a_published_product(category=candles)
    a_product(category=candles)
    a_product(category=candles, status=Status.ARCHIVED)

    assert close(candles, vases) == 3

    assert Product.objects.filter(category=vases).count() == 3
    assert list(Category.objects.all()) == [vases]


def test_other_shelves_keep_what_they_have() -> None:
    candles, vases = a_category(), a_category()
    cup = a_product()

    assert close(candles, vases) == 0

    cup.refresh_from_db()
    assert cup.category not in (candles, vases)


def test_a_shelf_with_others_below_it_stays() -> None:
    ceramics = a_category(name="Ceramics")
    a_category(parent=ceramics)
    product = a_product(category=ceramics)

    refusal = refusal_of(ceramics, a_category())

    assert (refusal.code, "`Ceramics`" in refusal.found) == ("category-not-empty", True)
    product.refresh_from_db()
    assert product.category == ceramics


def test_a_shelf_is_not_closed_into_itself() -> None:
    candles = a_category()
    a_product(category=candles)

    refusal = refusal_of(candles, candles)

    assert refusal.code == "category-not-empty"
    assert refusal.do
    assert Category.objects.filter(pk=candles.pk).exists()


def test_ten_products_move_with_as_many_statements_as_one() -> None:
    costs = []
    for number in (1, 10):
        candles, vases = a_category(), a_category()
        for _ in range(number):
            a_product(category=candles)
        with CaptureQueriesContext(connection) as statements:
            close(candles, vases)
        costs.append(len(statements))

    assert costs[0] == costs[1]
