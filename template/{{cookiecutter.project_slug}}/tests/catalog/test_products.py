"""What the shop tells about: writing it, and what is always true of it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from shop.catalog.errors import NotReadyToPublish, SlugTaken
from shop.catalog.models import Product, Status
from shop.catalog.services.products import create_product, update_product
from shop.core import clock
from tests.builders import a_category, a_product, a_published_product

pytestmark = pytest.mark.django_db


def test_a_product_begins_as_a_draft_that_nobody_sees() -> None:
    product = create_product(name="Harbour mug", category=a_category())

    assert product.slug == "harbour-mug"
    assert product.status == Status.DRAFT
    assert product.published_at is None
    assert product.public_id.startswith("prd_")


def test_a_product_is_written_again() -> None:
    product = a_product(name="Mug", summary="A mug.")

    update_product(product=product, name="Harbour mug", summary="A mug that stands.")

    product.refresh_from_db()
    assert (str(product), product.summary) == ("Harbour mug", "A mug that stands.")


def test_two_products_cannot_have_one_address() -> None:
    a_product(slug="harbour-mug")

    with pytest.raises(SlugTaken, match="`harbour-mug`"):
        create_product(name="Harbour mug", category=a_category())


def test_a_product_cannot_take_the_address_of_another() -> None:
    product = a_product(slug="night-mug")
    a_product(slug="harbour-mug")

    with pytest.raises(SlugTaken):
        update_product(product=product, slug="harbour-mug")

    product.refresh_from_db()
    assert product.slug == "night-mug"


def test_an_address_that_nobody_could_type_is_refused() -> None:
    with pytest.raises(ValidationError, match="Small letters, digits and single hyphens only"):
        create_product(name="Harbour mug", slug="Harbour_Mug", category=a_category())


@pytest.mark.parametrize("field", ["summary", "description"])
def test_what_shoppers_see_keeps_its_texts(field: str) -> None:
    product = a_published_product(name="Harbour mug")
    changes: Any = {field: ""}

    with pytest.raises(NotReadyToPublish, match="`Harbour mug` is published"):
        update_product(product=product, **changes)


def test_a_category_with_products_cannot_be_deleted() -> None:
    product = a_product()

    with pytest.raises(ProtectedError):
        product.category.delete()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("product_slug_shape", {"slug": "Harbour-Mug"}),
        ("product_has_a_name", {"name": ""}),
        ("product_status_known", {"status": "sold"}),
        ("product_published_has_a_date", {"status": Status.PUBLISHED, "published_at": None}),
        ("product_published_has_a_date", {"status": Status.ARCHIVED, "published_at": clock.now()}),
        ("product_published_is_described", {"status": Status.PUBLISHED, "summary": ""}),
        ("product_published_is_described", {"status": Status.PUBLISHED, "description": ""}),
    ],
)
def test_the_database_refuses_what_no_product_is(constraint: str, fields: dict[str, Any]) -> None:
    dated = {"published_at": clock.now()} if fields.get("status") == Status.PUBLISHED else {}

    with pytest.raises(IntegrityError, match=constraint):
        a_product(**(dated | fields))


def test_the_database_refuses_one_public_identifier_for_two() -> None:
    product = a_product()

    with pytest.raises(IntegrityError, match="product_public_id_unique"):
        a_product(public_id=product.public_id)


def test_every_product_has_an_identifier_of_its_own() -> None:
    assert a_product().public_id != a_product().public_id
    assert Product.objects.count() == 2
