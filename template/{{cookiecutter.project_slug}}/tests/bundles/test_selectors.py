"""What a set contains, costs, saves, and whether it may be sold."""

from typing import Any

import pytest

from shop.bundles import selectors
from shop.bundles.errors import BundleNotFound
from shop.bundles.services import compose_bundle
from shop.catalog.models import Product, Status, Variant
from shop.core.money import Money
from tests.builders import a_published_product, a_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Variant:
    """A part: 24 euros."""
    return a_variant(sku="MUG", price_amount=2400)


@pytest.fixture
def plate() -> Variant:
    """Another part: 32 euros."""
    return a_variant(sku="PLATE", price_amount=3200)


@pytest.fixture
def breakfast(mug: Variant, plate: Variant) -> Variant:
    """A published set of two mugs and a plate: 69 euros instead of 80."""
    bundle = a_variant(product=a_published_product(), sku="BREAKFAST", price_amount=6900)
    compose_bundle(bundle=bundle, parts={mug.pk: 2, plate.pk: 1})
    return bundle


def test_a_set_saves_what_its_parts_cost_more(breakfast: Variant) -> None:
    assert selectors.components_total(breakfast) == Money(8000, "EUR")
    assert selectors.saving(breakfast) == Money(1100, "EUR")


def test_a_set_may_cost_more_than_its_parts(breakfast: Variant, mug: Variant) -> None:
    mug.price_amount = 1000
    mug.save()

    assert selectors.saving(breakfast) == Money(-1700, "EUR")


def test_a_variant_that_is_no_set_has_no_contents(mug: Variant) -> None:
    assert selectors.bundle_contents(mug) == []
    assert selectors.is_sellable(mug)


def test_a_set_with_a_part_that_is_not_sold_is_not_sold(breakfast: Variant, plate: Variant) -> None:
    assert selectors.is_sellable(breakfast)

    Variant.objects.filter(pk=plate.pk).update(is_active=False)

    again = Variant.objects.get(pk=breakfast.pk)
    assert not selectors.is_sellable(again)
    assert selectors.inactive_parts(again) == [plate]


def test_a_set_that_is_switched_off_is_not_sold(breakfast: Variant) -> None:
    breakfast.is_active = False

    assert not selectors.is_sellable(breakfast)


def test_shoppers_find_a_set_by_its_sku(breakfast: Variant) -> None:
    assert selectors.bundle_by_sku("BREAKFAST") == breakfast


@pytest.mark.parametrize("sku", ["MUG", "NOTHING"])
def test_what_is_no_set_is_not_found(breakfast: Variant, sku: str) -> None:
    with pytest.raises(BundleNotFound, match="There is no such set"):
        selectors.bundle_by_sku(sku)


def test_a_set_that_is_not_published_is_not_found(breakfast: Variant) -> None:
    Product.objects.filter(pk=breakfast.product_id).update(status=Status.DRAFT, published_at=None)

    with pytest.raises(BundleNotFound):
        selectors.bundle_by_sku("BREAKFAST")


def test_all_that_a_page_says_about_a_set_costs_two_queries(
    breakfast: Variant, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        found = selectors.bundle_by_sku("BREAKFAST")
        names = [item.component.product.name for item in selectors.bundle_contents(found)]
        sellable, saved = selectors.is_sellable(found), selectors.saving(found)

    assert (len(names), sellable, saved.amount) == (2, True, 1100)


def test_a_variant_is_asked_for_its_contents_once(breakfast: Variant, django_assert_num_queries: Any) -> None:
    variant = Variant.objects.get(pk=breakfast.pk)

    with django_assert_num_queries(1):
        selectors.saving(variant)
        selectors.is_sellable(variant)


def test_many_sets_cost_as_much_as_one(
    breakfast: Variant, mug: Variant, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        compose_bundle(bundle=a_variant(sku=f"PAIR-{number}"), parts={mug.pk: 2})

    with django_assert_num_queries(2):
        read = (
            Variant.objects.filter(bundle_items__isnull=False)
            .distinct()
            .prefetch_related(selectors.contents())
        )
        savings = [selectors.saving(variant).amount for variant in read]

    assert sorted(savings) == [1100, 2400, 2400, 2400, 2400, 2400]
