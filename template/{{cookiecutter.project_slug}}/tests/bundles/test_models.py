"""What the database itself holds about sets."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from shop.bundles.models import BundleItem
from shop.catalog.models import Variant
from tests.builders import a_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_set() -> Variant:
    """A variant that is sold as a set."""
    return a_variant(sku="SET")


def test_a_set_names_what_is_in_it_and_how_often(a_set: Variant) -> None:
    item = BundleItem.objects.create(bundle=a_set, component=a_variant(sku="MUG"), quantity=2)

    assert str(item) == "2 x MUG"
    assert list(a_set.bundle_items.all()) == [item]


def test_a_set_is_never_in_itself(a_set: Variant) -> None:
    with pytest.raises(IntegrityError, match="bundle_not_in_itself"), transaction.atomic():
        BundleItem.objects.create(bundle=a_set, component=a_set)


def test_a_part_is_named_once(a_set: Variant) -> None:
    mug = a_variant()
    BundleItem.objects.create(bundle=a_set, component=mug)

    with pytest.raises(IntegrityError, match="bundle_names_a_part_once"), transaction.atomic():
        BundleItem.objects.create(bundle=a_set, component=mug)


def test_no_part_is_in_a_set_zero_times(a_set: Variant) -> None:
    with pytest.raises(IntegrityError, match="bundle_part_at_least_one"), transaction.atomic():
        BundleItem.objects.create(bundle=a_set, component=a_variant(), quantity=0)


def test_what_is_in_a_set_is_not_deleted(a_set: Variant) -> None:
    mug = a_variant()
    BundleItem.objects.create(bundle=a_set, component=mug)

    with pytest.raises(ProtectedError):
        mug.delete()


def test_a_set_that_is_deleted_leaves_its_parts(a_set: Variant) -> None:
    mug = a_variant()
    BundleItem.objects.create(bundle=a_set, component=mug)

    a_set.delete()

    assert Variant.objects.get() == mug
