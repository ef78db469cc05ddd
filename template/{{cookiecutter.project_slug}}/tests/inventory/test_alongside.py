"""What rows bring along about stock is what the shelves say when they are asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from shop.catalog.models import Variant
from shop.inventory.alongside import stock_of, with_stock
from shop.inventory.models import StockItem
from shop.inventory.selectors import NOTHING, Availability, availability
from tests.builders import a_location, a_stock_item, a_variant

pytestmark = pytest.mark.django_db


def alongside(variant: Variant) -> Availability:
    """What the variant brings along."""
    return stock_of(with_stock(Variant.objects.all()).get(pk=variant.pk))


def test_all_places_are_counted_together() -> None:
    mug = a_variant()
    a_stock_item(variant=mug, on_hand=3, held=1)
    a_stock_item(variant=mug, location=a_location(), on_hand=0, backorder_limit=4, low_at=5)

    assert alongside(mug) == Availability(ready=2, later=4, low_at=5)


def test_what_nobody_keeps_is_not_there() -> None:
    assert alongside(a_variant()) == NOTHING


def test_what_is_sold_no_more_is_not_there_by_either_way() -> None:
    mug = a_stock_item().variant
    Variant.objects.update(is_active=False)

    assert alongside(mug) == availability([mug.pk])[mug.pk] == NOTHING


def test_it_costs_no_query_of_its_own(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(5):
        a_stock_item()

    with django_assert_num_queries(1):
        found = [stock_of(item) for item in with_stock(StockItem.objects.all(), "variant")]

    assert [one.ready for one in found] == [10] * 5


class EitherWay(TestCase):
    """The column in the query, and the function in Python, are two ways to one answer."""

    @given(
        places=st.lists(
            st.fixed_dictionaries(
                {
                    "on_hand": st.integers(0, 9),
                    "promised": st.integers(0, 12),
                    "backorder_limit": st.integers(0, 5),
                }
            ),
            max_size=3,
        )
    )
    def test_both_ways_say_the_same(self, places: list[dict[str, Any]]) -> None:
        mug = a_variant()
        for place in places:
            promised = min(place.pop("promised"), place["on_hand"] + place["backorder_limit"])
            a_stock_item(variant=mug, location=a_location(), allocated=promised, **place)

        assert alongside(mug) == availability([mug.pk])[mug.pk]
