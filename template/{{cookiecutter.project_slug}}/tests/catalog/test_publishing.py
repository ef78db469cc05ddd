"""What shoppers see is decided on purpose, and never by halves."""

from datetime import timedelta

import pytest

from shop.catalog.errors import NotReadyToPublish
from shop.catalog.models import Product, Status
from shop.catalog.services.publishing import archive_product, publish_product, unpublish_product
from tests.builders import a_product, a_publishable_product, a_published_product
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db


def stored(product: Product) -> tuple[str, object]:
    """Where the database says that a product stands."""
    return Product.objects.values_list("status", "published_at").get(pk=product.pk)


def test_a_product_is_published_with_the_moment_it_happened(frozen_clock: FrozenClock) -> None:
    product = publish_product(product=a_publishable_product())

    assert stored(product) == (Status.PUBLISHED, frozen_clock.moment)


def test_publishing_twice_keeps_the_first_moment(frozen_clock: FrozenClock) -> None:
    product = publish_product(product=a_publishable_product())
    first = frozen_clock.moment
    frozen_clock.move(timedelta(days=1))

    publish_product(product=product)

    assert stored(product) == (Status.PUBLISHED, first)


def test_a_product_that_lacks_something_is_not_published() -> None:
    product = a_publishable_product(name="Harbour mug", summary="", description="")

    with pytest.raises(NotReadyToPublish, match="`Harbour mug` lacks a summary, a description"):
        publish_product(product=product)

    assert stored(product) == (Status.DRAFT, None)


@pytest.mark.parametrize("field", ["summary", "description"])
def test_each_text_is_needed(field: str) -> None:
    with pytest.raises(NotReadyToPublish, match=f"lacks a {field}"):
        publish_product(product=a_publishable_product(**{field: ""}))


def test_publishing_looks_at_what_is_stored_and_not_at_an_old_copy() -> None:
    product = a_publishable_product()
    Product.objects.filter(pk=product.pk).update(summary="")

    with pytest.raises(NotReadyToPublish):
        publish_product(product=product)


def test_a_product_goes_back_to_being_a_draft() -> None:
    product = unpublish_product(product=a_published_product())

    assert stored(product) == (Status.DRAFT, None)


def test_an_archived_product_stays_without_a_date() -> None:
    product = archive_product(product=a_published_product())

    assert stored(product) == (Status.ARCHIVED, None)


def test_an_archived_product_can_come_back(frozen_clock: FrozenClock) -> None:
    product = archive_product(product=a_published_product())
    frozen_clock.move(timedelta(days=30))

    publish_product(product=product)

    assert stored(product) == (Status.PUBLISHED, frozen_clock.moment)


def test_a_draft_can_be_archived() -> None:
    assert stored(archive_product(product=a_product())) == (Status.ARCHIVED, None)
