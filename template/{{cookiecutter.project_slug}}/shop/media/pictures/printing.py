"""From drawings to files, on all processors. Nothing here needs Django: child processes start without it."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context

from PIL import Image

from shop.media.pictures import draw
from shop.media.renditions import Scaled, copies_of, widths_for

# So many pictures are drawn here while other processes would still be starting.
FEW = 8


@dataclass(frozen=True)
class Order:
    """What to draw: see `draw`."""

    motif: str
    colours: tuple[str, str]
    name: str


@dataclass(frozen=True)
class Print:
    """A picture as files: the picture itself as JPEG, and its scaled copies."""

    jpeg: bytes
    width: int
    height: int
    copies: list[Scaled]


def printed(picture: Image.Image) -> Print:
    """Write a drawing as files."""
    file = BytesIO()
    picture.save(file, format="JPEG", quality=90, subsampling=0)
    return Print(file.getvalue(), *picture.size, list(copies_of(picture, widths_for(picture.width))))


def print_order(order: Order) -> Print:
    """Draw one picture and write it as files."""
    return printed(draw(order.motif, order.colours, order.name))


def print_all(orders: Sequence[Order]) -> Iterator[Print]:
    """Draw all pictures, in their order."""
    if len(orders) <= FEW:
        yield from map(print_order, orders)
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(print_order, orders, chunksize=4)
