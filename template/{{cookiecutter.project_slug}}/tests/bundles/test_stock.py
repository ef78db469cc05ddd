"""How many sets there are follows from their parts."""

from typing import Any

import pytest

from shop.bundles.services import compose_bundle
from shop.bundles.stock import parts_of
from shop.catalog.models import Variant
from shop.inventory.selectors import Level, availability
from tests.builders import a_stock_item, a_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def breakfast() -> Variant:
    """Two mugs, of which there are nine, and a plate, of which there are five."""
    breakfast = a_variant()
    mug, plate = a_stock_item(on_hand=9), a_stock_item(on_hand=5)
    compose_bundle(bundle=breakfast, parts={mug.variant_id: 2, plate.variant_id: 1})
    return breakfast


def test_a_set_is_there_as_often_as_its_scarcest_part_allows(breakfast: Variant) -> None:
    found = availability([breakfast.pk])[breakfast.pk]

    assert (found.ready, found.level) == (4, Level.IN_STOCK)


def test_what_is_no_set_is_left_out(breakfast: Variant) -> None:
    assert parts_of([a_variant().pk]) == {}


def test_many_sets_cost_what_one_does(breakfast: Variant, django_assert_num_queries: Any) -> None:
    others = [a_variant() for _ in range(5)]
    for other in others:
        compose_bundle(bundle=other, parts={a_stock_item().variant_id: 2})

    for some in ([breakfast], [breakfast, *others]):
        with django_assert_num_queries(2):
            availability([variant.pk for variant in some])
