"""Scaled copies: small enough for a telephone in a train, sharp enough for a large screen."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image

# A thumbnail in a list of the admin or the cart, a card in a list, a product's page.
WIDTHS = (160, 480, 960)


@dataclass(frozen=True)
class Scaled:
    """A copy of a picture in WebP."""

    data: bytes
    width: int
    height: int


def widths_for(width: int) -> list[int]:
    """The widths to make of a picture: never more than it has, for nobody gains from invented pixels."""
    return sorted({min(wanted, width) for wanted in WIDTHS})


def scaled_copies(source: IO[bytes], skip: Collection[int] = ()) -> Iterator[Scaled]:
    """Make the copies of a picture that is kept already, the largest first; `skip` names those that exist."""
    with Image.open(source) as picture:
        wanted = [width for width in widths_for(picture.width) if width not in skip]
        picture.load()
    yield from copies_of(picture, wanted)


def copies_of(picture: Image.Image, widths: Collection[int]) -> Iterator[Scaled]:
    """Scale to each width. Each copy is made from the next larger one, which takes half the time."""
    for width in sorted(widths, reverse=True):
        if width < picture.width:
            height = max(1, round(picture.height * width / picture.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        file = BytesIO()
        picture.save(file, format="WEBP", quality=80, method=2)
        yield Scaled(file.getvalue(), *picture.size)
