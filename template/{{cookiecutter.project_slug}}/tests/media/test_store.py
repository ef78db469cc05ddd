"""The file comes first and the row after it, so that nothing is ever half there."""

from pathlib import Path

import pytest
from django.db import transaction

from shop.media.models import Image
from shop.media.services import store_image
from tests.media.builders import a_file


class PowerCut(Exception):
    """Something that happens between two statements."""


def store_and_fail() -> None:
    """Take a picture in, inside of something larger that fails afterwards."""
    with transaction.atomic():
        store_image(upload=a_file())
        raise PowerCut


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_a_file_and_no_row_and_a_second_try_uses_it(media_root: Path) -> None:
    with pytest.raises(PowerCut):
        store_and_fail()

    assert not Image.objects.exists()
    left = [str(path.relative_to(media_root)) for path in media_root.glob("images/*/*")]

    image = store_image(upload=a_file())

    assert [image.file.name] == left
