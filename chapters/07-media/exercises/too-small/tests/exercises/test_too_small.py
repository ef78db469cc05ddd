"""A picture that is too small for the printer is refused at the door."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shop.core.errors import ShopError
from shop.media.models import Image
from shop.media.services import store_image
from tests.builders import a_colleague
from tests.forms import submit
from tests.media.builders import a_file
from tests.media.conftest import media_root as media_root

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limit(settings: Any) -> None:
    """The shorter side has 600 pixels at least."""
    settings.UPLOAD_MIN_SIDE = 600


def test_a_picture_that_is_too_small_is_refused() -> None:
    for size in ((599, 900), (900, 599), (320, 320)):
        with pytest.raises(ShopError) as caught:
            store_image(upload=a_file(size=size))
        assert caught.value.code == "picture-too-small"

    assert not Image.objects.exists()


def test_the_refusal_says_what_was_found_and_what_was_expected() -> None:
    with pytest.raises(ShopError) as caught:
        store_image(upload=a_file(size=(320, 240)))

    assert caught.value.found == "320 x 240 pixels."
    assert "600" in caught.value.expected
    assert caught.value.do


def test_staff_read_it_beside_the_field(client: Client) -> None:
    client.force_login(a_colleague("media.view_image", "media.add_image"))
    upload = SimpleUploadedFile("chat.jpg", a_file(size=(320, 240)).read(), content_type="image/jpeg")

    answer = submit(client, reverse("admin:media_image_add"), upload=upload)

    assert "320 x 240 pixels." in answer.content.decode()


def test_a_picture_of_exactly_the_right_size_is_taken() -> None:
    assert store_image(upload=a_file(size=(600, 900))).width == 600
