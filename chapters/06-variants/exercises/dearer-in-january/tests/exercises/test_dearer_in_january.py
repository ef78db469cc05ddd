"""All prices of a shelf rise by as many per cent, and stay prices."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.catalog.errors import WrongPrice
from shop.catalog.models import Category, Variant
from tests.builders import a_category, a_product, a_variant

pytestmark = pytest.mark.django_db


def raise_prices(category: Category, percent: str) -> int:
    """Raise prices with the verb that this exercise asks for."""
    verb = import_module("shop.catalog.services.pricing").raise_prices
    count: int = verb(category=category, percent=Decimal(percent))
    return count


def on(category: Category, *amounts: int, is_active: bool = True) -> None:
    """Put variants of these prices on a shelf."""
    for amount in amounts:
        a_variant(product=a_product(category=category), price_amount=amount, is_active=is_active)


def amounts() -> list[int]:
    """All prices, in the order in which they were made."""
    return list(Variant.objects.order_by("id").values_list("price_amount", flat=True))


@pytest.mark.parametrize(
    ("percent", "after"),
    [("3", [2472, 1029, 52]), ("2.5", [2460, 1024, 51]), ("-50", [1200, 500, 25]), ("-100", [0, 0, 0])],
)
def test_prices_rise_and_stay_whole_numbers(percent: str, after: list[int]) -> None:
    cups = a_category()
    on(cups, 2400, 999, 50)

    assert raise_prices(cups, percent) == 3

    assert amounts() == after


def test_the_shelves_below_rise_too_and_the_others_do_not() -> None:
    ceramics, textiles = a_category(), a_category()
    for category in (ceramics, a_category(parent=ceramics), textiles):
        on(category, 1000)

    assert raise_prices(ceramics, "10") == 2

    assert amounts() == [1100, 1100, 1000]


def test_what_is_not_sold_keeps_its_price() -> None:
    cups = a_category()
    on(cups, 1000)
    on(cups, 1000, is_active=False)

    assert raise_prices(cups, "10") == 1

    assert amounts() == [1100, 1000]


def test_less_than_nothing_is_refused() -> None:
    cups = a_category()
    on(cups, 1000)

    with pytest.raises(WrongPrice, match=r"-100\.5"):
        raise_prices(cups, "-100.5")

    assert amounts() == [1000]


def test_ten_variants_cost_as_many_statements_as_one() -> None:
    costs = []
    for number in (1, 10):
        cups = a_category()
        on(cups, *[1000] * number)
        with CaptureQueriesContext(connection) as statements:
            raise_prices(cups, "10")
        costs.append(len(statements))

    assert costs[0] == costs[1]
