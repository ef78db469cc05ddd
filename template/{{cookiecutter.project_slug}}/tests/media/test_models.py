"""What the database itself holds about pictures."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from shop.media.models import Image, ProductImage
from tests.builders import a_product, a_variant

pytestmark = pytest.mark.django_db

SHA = "ab" + "0" * 62


def a_row(**fields: Any) -> Image:
    """An image's row alone, without a file."""
    made_up = {
        "file": f"images/ab/{'0' * 62}.jpg",
        "content_type": "image/jpeg",
        "width": 4,
        "height": 3,
        "byte_size": 700,
        "sha256": SHA,
    }
    return Image.objects.create(**(made_up | fields))


def test_a_row_that_says_what_it_must_is_accepted() -> None:
    assert str(a_row(public_id="img_x")) == "img_x (4 x 3)"


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("sha256", "AB" + "0" * 62, "image_sha256_shape"),
        ("content_type", "text/html", "image_type_known"),
        ("width", 0, "image_is_not_empty"),
        ("byte_size", 0, "image_is_not_empty"),
        ("file", "images/mug.jpg", "image_file_named_by_contents"),
        ("file", f"images/ab/{'0' * 62}.php", "image_file_named_by_contents"),
        ("file", "../../etc/passwd", "image_file_named_by_contents"),
    ],
)
def test_the_database_refuses_a_row_that_cannot_be(field: str, value: Any, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_row(**{field: value})


def test_the_database_keeps_a_picture_once() -> None:
    a_row()

    with pytest.raises(IntegrityError, match="image_kept_once"), transaction.atomic():
        a_row()


def test_a_picture_without_a_description_is_refused_even_past_the_service() -> None:
    with pytest.raises(IntegrityError, match="picture_is_described"), transaction.atomic():
        ProductImage.objects.create(product=a_product(), image=a_row(), alt="   ")


def test_a_picture_stands_once_in_a_place() -> None:
    image, variant = a_row(), a_variant()
    ProductImage.objects.create(product=variant.product, image=image, alt="A mug")
    ProductImage.objects.create(product=variant.product, image=image, alt="A mug", variant=variant)

    for place in (None, variant):
        with pytest.raises(IntegrityError, match="picture_once_per_place"), transaction.atomic():
            ProductImage.objects.create(product=variant.product, image=image, alt="A mug", variant=place)


def test_an_image_that_is_shown_is_not_deleted() -> None:
    image = a_row()
    ProductImage.objects.create(product=a_product(), image=image, alt="A mug")

    with pytest.raises(ProtectedError):
        image.delete()
