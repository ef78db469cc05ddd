"""The demonstration shop's pictures, tried with two of its products."""

import pytest

from shop.catalog import seed as catalog_seed
from shop.catalog.models import Product
from shop.catalog.seed import data
from shop.media import seed
from shop.media.models import Image, ProductImage
from shop.media.services import attach_image
from tests.media.builders import an_image

pytestmark = pytest.mark.django_db

TWO = ("olive-dish", "vat-scarf")


@pytest.fixture(autouse=True)
def small_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalog's seed, with two products instead of sixty."""
    two = tuple(product for product in data.products() if product.slug in TWO)
    monkeypatch.setattr(data, "products", lambda: two)
    catalog_seed.seed()


def test_each_colour_has_a_picture_that_all_its_variants_show() -> None:
    assert seed.seed() == "7 pictures drawn"

    dish = Product.objects.get(slug="olive-dish")
    assert [picture.alt for picture in dish.pictures.all()] == [
        "Olive dish, salt grey",
        "Olive dish, moss",
        "Olive dish, honey",
    ]
    assert {picture.variant_id for picture in dish.pictures.all()} == {v.pk for v in dish.variants.all()}
    assert all(image.renditions.count() == 3 for image in Image.objects.all())


def test_a_second_time_there_is_nothing_to_do() -> None:
    seed.seed()
    before = set(ProductImage.objects.values_list("pk", flat=True))

    assert seed.seed() == "0 pictures drawn"
    assert set(ProductImage.objects.values_list("pk", flat=True)) == before


def test_a_picture_that_somebody_took_is_not_joined_by_drawings() -> None:
    dish = Product.objects.get(slug="olive-dish")
    attach_image(product=dish, image=an_image(), alt="The dish, in our kitchen")

    seed.seed()

    assert dish.pictures.count() == 1
