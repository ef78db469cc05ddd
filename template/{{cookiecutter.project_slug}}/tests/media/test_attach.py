"""Pictures on products' pages."""

import pytest

from shop.media import errors
from shop.media.models import ProductImage
from shop.media.services import attach_image
from tests.builders import a_product, a_variant
from tests.media.builders import an_image

pytestmark = pytest.mark.django_db


def test_a_picture_comes_after_those_that_are_there() -> None:
    product = a_product()

    for width in (40, 50, 60):
        attach_image(product=product, image=an_image((width, 30)), alt=f"A mug, {width} wide")

    assert [picture.alt for picture in product.pictures.all()] == [
        "A mug, 40 wide",
        "A mug, 50 wide",
        "A mug, 60 wide",
    ]


def test_a_picture_may_be_put_first() -> None:
    product = a_product()
    attach_image(product=product, image=an_image((40, 30)), alt="A mug", position=5)

    first = attach_image(product=product, image=an_image((50, 30)), alt="Its handle", position=1)

    assert product.pictures.first() == first


def test_a_variants_picture_stands_on_its_products_page() -> None:
    variant = a_variant()

    picture = attach_image(product=variant.product, image=an_image(), alt="A grey mug", variant=variant)

    assert list(variant.pictures.all()) == [picture]


@pytest.mark.parametrize("alt", ["", "   ", "\n\t"])
def test_a_picture_that_nobody_described_is_refused(alt: str) -> None:
    with pytest.raises(errors.MissingDescription, match="as on the telephone"):
        attach_image(product=a_product(), image=an_image(), alt=alt)

    assert not ProductImage.objects.exists()


def test_a_variant_of_another_product_is_refused() -> None:
    product, stranger = a_product(slug="mug"), a_variant(sku="BOWL-1")

    with pytest.raises(errors.PictureOfAnotherProduct) as caught:
        attach_image(product=product, image=an_image(), alt="A mug", variant=stranger)

    assert caught.value.detail == (
        "Found: the variant BOWL-1.\n"
        "Expected: a variant of `mug`.\n"
        "Do: choose one of the product's own variants, or none."
    )


def test_the_same_picture_in_the_same_place_is_refused_and_the_work_goes_on() -> None:
    product, image = a_product(), an_image()
    attach_image(product=product, image=image, alt="A mug")

    with pytest.raises(errors.PictureAlreadyShown):
        attach_image(product=product, image=image, alt="The same mug")

    # The refusal was rolled back to a savepoint, so this transaction still answers.
    assert product.pictures.count() == 1
