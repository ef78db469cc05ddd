"""Pictures that are shown already."""

import pytest

from shop.media import errors
from shop.media.models import Image, ProductImage
from shop.media.services import attach_image, change_picture, detach_image
from tests.builders import a_product, a_variant
from tests.media.builders import an_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> ProductImage:
    """A picture on a product's page."""
    return attach_image(product=a_product(), image=an_image(), alt="A mug")


def test_a_picture_is_described_anew_and_moved(picture: ProductImage) -> None:
    grey = a_variant(product=picture.product)

    change_picture(picture=picture, alt=" A grey mug ", variant=grey, position=3)

    picture.refresh_from_db()
    assert (picture.alt, picture.variant, picture.position) == ("A grey mug", grey, 3)


def test_a_description_cannot_be_taken_away(picture: ProductImage) -> None:
    with pytest.raises(errors.MissingDescription):
        change_picture(picture=picture, alt=" ", variant=None, position=0)


def test_a_picture_does_not_move_to_another_products_variant(picture: ProductImage) -> None:
    with pytest.raises(errors.PictureOfAnotherProduct):
        change_picture(picture=picture, alt="A mug", variant=a_variant(), position=0)


def test_a_picture_does_not_move_to_where_it_stands_already(picture: ProductImage) -> None:
    grey = a_variant(product=picture.product)
    attach_image(product=picture.product, image=picture.image, alt="A grey mug", variant=grey)

    with pytest.raises(errors.PictureAlreadyShown):
        change_picture(picture=picture, alt="A mug", variant=grey, position=0)


def test_an_image_outlives_its_place(picture: ProductImage) -> None:
    detach_image(picture=picture)

    assert Image.objects.exists()
    assert not ProductImage.objects.exists()
