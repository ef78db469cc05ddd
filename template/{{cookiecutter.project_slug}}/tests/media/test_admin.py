"""Pictures in the admin: who may bring them in, and that each goes through the service."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.catalog.models import Product
from shop.media.models import Image, ProductImage
from shop.media.services import attach_image
from tests.builders import a_colleague, a_product, a_user, a_variant
from tests.forms import submit
from tests.media.builders import a_file, an_image

pytestmark = pytest.mark.django_db

LIST = "admin:media_image_changelist"
ADD = "admin:media_image_add"
LOOK = ("catalog.view_product", "catalog.change_product", "catalog.view_category")


def page(product: Product) -> str:
    """A product's page in the admin."""
    return reverse("admin:catalog_product_change", args=[product.pk])


def upload(name: str = "IMG_0001.jpg", **how: Any) -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    return SimpleUploadedFile(name, a_file(**how).read(), content_type="image/jpeg")


def new_row(row: int = 0, **cells: Any) -> dict[str, Any]:
    """One more row of pictures."""
    made_up = {"upload": upload(), "alt": "A grey mug", "variant": "", "position": ""}
    cells = made_up | cells
    return {"pictures__TOTAL_FORMS": row + 1} | {f"pictures__{row}__{k}": v for k, v in cells.items()}


@pytest.fixture
def photographer(client: Client) -> Client:
    """Somebody who may bring pictures in and show them."""
    images = [f"media.{verb}_image" for verb in ("view", "add", "delete")]
    pictures = [f"media.{verb}_productimage" for verb in ("view", "add", "change", "delete")]
    client.force_login(a_colleague(*LOOK, *images, *pictures))
    return client


@pytest.mark.parametrize("name", [LIST, ADD])
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", [LIST, ADD])
def test_staff_without_the_right_are_refused(client: Client, name: str) -> None:
    client.force_login(a_colleague(*LOOK))

    assert client.get(reverse(name)).status_code == 403


def test_who_may_only_look_at_images_adds_none(client: Client) -> None:
    client.force_login(a_colleague("media.view_image"))

    assert client.get(reverse(LIST)).status_code == 200
    assert client.post(reverse(ADD), {"upload": upload()}).status_code == 403
    assert not Image.objects.exists()


def test_an_upload_becomes_an_image_with_its_copies(photographer: Client) -> None:
    answer = submit(photographer, reverse(ADD), upload=upload(size=(1200, 900)))

    image = Image.objects.get()
    assert answer.redirect_chain
    assert [copy.width for copy in image.renditions.all()] == [160, 480, 960]


def test_the_same_upload_twice_is_one_image(photographer: Client) -> None:
    for name in ("IMG_0001.jpg", "copy of IMG_0001.jpg"):
        submit(photographer, reverse(ADD), upload=upload(name))

    assert Image.objects.count() == 1


def test_what_is_no_picture_is_refused_beside_its_field(photographer: Client) -> None:
    fake = SimpleUploadedFile("mug.jpg", b"<?php system($_GET['x']); ?>", content_type="image/jpeg")

    answer = submit(photographer, reverse(ADD), upload=fake)

    assert "This file is not a picture that the shop can keep." in answer.content.decode()
    assert not Image.objects.exists()


def test_an_image_is_looked_at_and_never_changed(photographer: Client) -> None:
    image = an_image((300, 200))
    address = reverse("admin:media_image_change", args=[image.pk])

    answer = photographer.get(address)

    assert f"{image.sha256[2:]}-300.webp" in answer.content.decode()
    assert 'name="_save"' not in answer.content.decode()
    assert photographer.post(address, {"upload": upload()}).status_code == 403


def test_an_image_that_is_shown_cannot_be_deleted(photographer: Client) -> None:
    shown, idle = an_image((40, 30)), an_image((50, 30))
    attach_image(product=a_product(), image=shown, alt="A mug")

    for image in (shown, idle):
        photographer.post(reverse("admin:media_image_delete", args=[image.pk]), {"post": "yes"})

    assert list(Image.objects.all()) == [shown]


def test_a_picture_is_brought_to_a_products_page(photographer: Client) -> None:
    variant = a_variant()

    submit(photographer, page(variant.product), **new_row(variant=variant.pk))

    picture = ProductImage.objects.get()
    assert (picture.product, picture.variant, picture.alt) == (variant.product, variant, "A grey mug")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"alt": ""}, "This field is required."),
        ({"upload": ""}, "Choose a file."),
        ({"upload": SimpleUploadedFile("mug.jpg", b"GIF89a")}, "This file is not a picture"),
    ],
)
def test_a_row_that_is_not_complete_is_refused(
    photographer: Client, cells: dict[str, Any], message: str
) -> None:
    answer = submit(photographer, page(a_product()), **new_row(**cells))

    assert message in answer.content.decode()
    assert not ProductImage.objects.exists()


def test_a_variant_of_another_product_is_not_offered(photographer: Client) -> None:
    answer = submit(photographer, page(a_product()), **new_row(variant=a_variant().pk))

    assert "Select a valid choice." in answer.content.decode()
    assert not ProductImage.objects.exists()


def test_a_picture_is_moved_and_taken_off(photographer: Client) -> None:
    product = a_product()
    for number in range(2):
        attach_image(product=product, image=an_image((40 + number, 30)), alt=f"Picture {number}")

    submit(photographer, page(product), pictures__0__position=9, pictures__1__alt="Its handle")
    assert [picture.alt for picture in product.pictures.all()] == ["Its handle", "Picture 0"]

    submit(photographer, page(product), pictures__0__DELETE="on")
    assert [picture.alt for picture in product.pictures.all()] == ["Picture 0"]
    assert Image.objects.count() == 2


def test_who_may_not_show_pictures_sees_no_rows_for_them(client: Client) -> None:
    client.force_login(a_colleague(*LOOK))
    product = a_product()

    submit(client, page(product), **new_row())

    assert "pictures-TOTAL_FORMS" not in client.get(page(product)).content.decode()
    assert not ProductImage.objects.exists()


def test_the_list_of_images_costs_the_same_however_long(
    photographer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for number in range(count):
            an_image((40 + number, 30))
        with django_assert_num_queries(8):
            photographer.get(reverse(LIST))
