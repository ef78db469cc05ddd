"""Scaled copies: the sizes that pages need, never larger than the picture."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from shop.catalog.selectors import published_products
from shop.media.models import Rendition
from shop.media.renditions import widths_for
from shop.media.selectors import copy_for
from shop.media.services import attach_image, make_renditions, store_image
from tests.builders import a_published_product
from tests.media.builders import PINE, a_file, an_image

pytestmark = pytest.mark.django_db


def sizes(image: Any) -> list[tuple[int, int]]:
    """The sizes of an image's copies."""
    return [(copy.width, copy.height) for copy in image.renditions.all()]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (4000, [160, 480, 960]),
        (960, [160, 480, 960]),
        (700, [160, 480, 700]),
        (160, [160]),
        (90, [90]),
    ],
)
def test_no_copy_is_wider_than_its_picture(width: int, expected: list[int]) -> None:
    assert widths_for(width) == expected


def test_a_stored_image_has_its_copies() -> None:
    image = an_image((1200, 900))

    assert sizes(image) == [(160, 120), (480, 360), (960, 720)]


def test_a_copy_is_a_webp_without_anything_else_in_it() -> None:
    copy = an_image((1200, 900), comment=b"shot at home").renditions.get(width=480)

    with copy.file.open("rb") as file, Pillow.open(file) as picture:
        colour = picture.convert("RGB").getpixel((450, 10))
        assert (picture.format, picture.size) == ("WEBP", (480, 360))
        assert not picture.getexif()
    assert isinstance(colour, tuple)
    assert all(abs(found - wanted) < 12 for found, wanted in zip(colour, PINE, strict=True))


def test_a_very_flat_picture_keeps_one_row() -> None:
    assert sizes(an_image((1000, 1)))[0] == (160, 1)


def test_only_missing_copies_are_made() -> None:
    image = an_image((1200, 900))
    kept = set(image.renditions.exclude(width=480).values_list("id", flat=True))
    image.renditions.filter(width=480).delete()

    made = make_renditions(image=image)

    assert [copy.width for copy in made] == [160, 480, 960]
    assert kept < {copy.pk for copy in made}


def test_a_copy_is_the_same_every_time(media_root: Path) -> None:
    image = an_image((1200, 900))
    before = [path.read_bytes() for path in sorted(media_root.glob("renditions/*/*"))]
    image.renditions.all().delete()

    make_renditions(image=image)

    assert [path.read_bytes() for path in sorted(media_root.glob("renditions/*/*"))] == before
    assert Rendition.objects.count() == 3


def test_a_page_asks_for_the_next_larger_copy() -> None:
    image = an_image((700, 500))

    assert [copy_for(image, width).width for width in (100, 160, 200, 480, 900)] == [160, 160, 480, 480, 700]


def test_a_list_of_products_brings_its_pictures_in_two_queries(django_assert_num_queries: Any) -> None:
    for number in range(3):
        attach_image(product=a_published_product(), image=an_image((300 + number, 200)), alt="A mug")

    with django_assert_num_queries(4):  # products, their variants, their pictures, the copies of these
        found = [copy_for(product.pictures.all()[0].image, 480) for product in published_products()]

    assert [copy.width for copy in found] == [302, 301, 300]


def test_an_upload_costs_the_same_whatever_its_size(django_assert_num_queries: Any) -> None:
    upload = a_file(size=(1200, 900))

    with django_assert_num_queries(8):
        store_image(upload=upload)
