"""Picture files for tests, as cameras, programs and attackers make them."""

from io import BytesIO
from typing import Any

from PIL import Image as Pillow

from shop.media.models import Image
from shop.media.services import store_image

TERRACOTTA = (185, 80, 44)
PINE = (31, 77, 71)


def a_file(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **how: Any) -> BytesIO:
    """A picture file: its left half terracotta, its right half pine."""
    picture = Pillow.new("RGB", size, TERRACOTTA)
    picture.paste(PINE, (size[0] // 2, 0, *size))
    file = BytesIO()
    picture.convert(mode).save(file, format=kind, **how)
    file.seek(0)
    return file


def pixels(image: Image) -> Pillow.Image:
    """What is kept of an image, decoded."""
    with image.file.open("rb") as file:
        picture = Pillow.open(file)
        picture.load()
    return picture


def an_image(size: tuple[int, int] = (64, 48), **how: Any) -> Image:
    """An image in the shop's keeping."""
    return store_image(upload=a_file(size=size, **how))
