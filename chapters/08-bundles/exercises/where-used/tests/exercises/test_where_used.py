"""Before a variant is retired, somebody asks which sets need it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.bundles import selectors
from shop.bundles.services import compose_bundle
from shop.catalog.models import Variant
from tests.builders import a_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Variant:
    """A part of two sets."""
    mug = a_variant(sku="MUG")
    compose_bundle(bundle=a_variant(sku="PAIR"), parts={mug.pk: 2})
    compose_bundle(bundle=a_variant(sku="BREAKFAST"), parts={mug.pk: 1, a_variant(sku="PLATE").pk: 1})
    return mug


def test_a_part_knows_the_sets_that_need_it(mug: Variant) -> None:
    plate = Variant.objects.get(sku="PLATE")

    assert selectors.sets_with([mug, plate]) == {mug.pk: ["BREAKFAST", "PAIR"], plate.pk: ["BREAKFAST"]}


def test_a_set_that_is_not_sold_is_not_named(mug: Variant) -> None:
    Variant.objects.filter(sku="PAIR").update(is_active=False)

    assert selectors.sets_with([mug]) == {mug.pk: ["BREAKFAST"]}


def test_what_is_in_no_set_has_an_empty_answer() -> None:
    vase = a_variant()

    assert selectors.sets_with([vase]) == {vase.pk: []}


def test_forty_parts_cost_as_much_as_one(mug: Variant, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    many = [mug, *(a_variant() for _ in range(39))]

    with django_assert_num_queries(1):
        found = selectors.sets_with(many)

    assert len(found) == 40
