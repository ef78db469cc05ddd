"""Making sets, and what is refused."""

from typing import Any

import pytest

from shop.bundles import errors
from shop.bundles.models import BundleItem
from shop.bundles.selectors import bundle_contents
from shop.bundles.services import compose_bundle, dissolve_bundle
from shop.catalog.models import Variant
from shop.core.errors import ShopError
from tests.builders import a_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_set() -> Variant:
    """A variant that is to become a set."""
    return a_variant(sku="SET")


def said(bundle: Variant) -> list[str]:
    """What is in a set, in words."""
    return [str(item) for item in bundle_contents(Variant.objects.get(pk=bundle.pk))]


def test_a_set_keeps_the_order_in_which_it_was_told(a_set: Variant) -> None:
    mug, plate, bowl = a_variant(sku="MUG"), a_variant(sku="PLATE"), a_variant(sku="BOWL")

    compose_bundle(bundle=a_set, parts={bowl.pk: 1, mug.pk: 2, plate.pk: 4})

    assert said(a_set) == ["1 x BOWL", "2 x MUG", "4 x PLATE"]


def test_what_is_said_later_takes_the_place_of_what_was_said(a_set: Variant) -> None:
    mug, plate = a_variant(sku="MUG"), a_variant(sku="PLATE")
    compose_bundle(bundle=a_set, parts={mug.pk: 2, plate.pk: 2})

    compose_bundle(bundle=a_set, parts={mug.pk: 3})

    assert said(a_set) == ["3 x MUG"]


def test_the_price_of_a_set_is_its_own(a_set: Variant) -> None:
    before = a_set.price

    compose_bundle(bundle=a_set, parts={a_variant().pk: 2})

    assert Variant.objects.get(pk=a_set.pk).price == before


def test_a_set_that_is_dissolved_leaves_its_parts(a_set: Variant) -> None:
    mug = a_variant()
    compose_bundle(bundle=a_set, parts={mug.pk: 2})

    dissolve_bundle(bundle=a_set)

    assert said(a_set) == []
    assert Variant.objects.filter(pk=mug.pk).exists()


def refused(bundle: Variant, parts: dict[int, int]) -> Exception:
    """Why a set cannot be made so; nothing is written."""
    before = list(BundleItem.objects.values_list("bundle", "component", "quantity"))
    with pytest.raises(ShopError) as caught:
        compose_bundle(bundle=bundle, parts=parts)
    assert list(BundleItem.objects.values_list("bundle", "component", "quantity")) == before
    return caught.value


@pytest.mark.parametrize("units", [[], [1], [0, 5], [-1, 3]])
def test_less_than_two_units_are_no_set(a_set: Variant, units: list[int]) -> None:
    parts = {a_variant().pk: quantity for quantity in units}

    assert isinstance(refused(a_set, parts), errors.BundleTooSmall)


def test_two_of_one_thing_are_a_set(a_set: Variant) -> None:
    assert len(compose_bundle(bundle=a_set, parts={a_variant().pk: 2})) == 1


def test_a_set_does_not_contain_itself(a_set: Variant) -> None:
    assert isinstance(refused(a_set, {a_set.pk: 1, a_variant().pk: 1}), errors.BundleOfItself)


def test_a_set_is_no_part_of_another(a_set: Variant) -> None:
    inner = a_variant(sku="INNER")
    compose_bundle(bundle=inner, parts={a_variant().pk: 2})

    error = refused(a_set, {inner.pk: 1, a_variant().pk: 1})

    assert isinstance(error, errors.NestedBundle)
    assert error.found == "INNER, which is a set."


def test_what_is_in_a_set_does_not_become_one(a_set: Variant) -> None:
    mug = a_variant(sku="MUG")
    compose_bundle(bundle=a_set, parts={mug.pk: 2})

    error = refused(mug, {a_variant().pk: 2})

    assert isinstance(error, errors.NestedBundle)
    assert error.found == "MUG in the set SET."


def test_prices_in_two_currencies_do_not_add_up(a_set: Variant) -> None:
    error = refused(a_set, {a_variant(sku="YEN", price_currency="JPY").pk: 2})

    assert isinstance(error, errors.BundleInTwoCurrencies)
    assert (
        error.detail == "Found: YEN in JPY.\nExpected: EUR, as SET is.\nDo: price both in one currency first."
    )


def test_a_part_that_does_not_exist_is_refused(a_set: Variant) -> None:
    assert isinstance(refused(a_set, {a_set.pk + 1000: 2}), errors.UnknownPart)


def test_a_large_set_costs_no_more_than_a_small_one(a_set: Variant, django_assert_num_queries: Any) -> None:
    small, large = ({a_variant().pk: 1 for _ in range(count)} for count in (2, 12))

    for parts in (small, large):
        with django_assert_num_queries(6):
            compose_bundle(bundle=a_set, parts=parts)
