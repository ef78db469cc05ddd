"""What was drawn once on a machine is not drawn again: to draw takes most of the time of filling a shop.

The files lie in the user's cache folder, by what was ordered and by all code that draws. They can be deleted
at any time.
"""

import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from PIL import __version__ as pillow

from shop.media import renditions
from shop.media.pictures.printing import Order, Print, print_all
from shop.media.renditions import Scaled


def prints_of(orders: Sequence[Order]) -> Iterator[Print]:
    """The pictures that are ordered, in their order: those that are kept, and the others drawn now."""
    there = {order: files for order in orders if (files := read(order))}
    drawn = print_all([order for order in orders if order not in there])
    for order in orders:
        yield there.get(order) or keep(order, next(drawn))


def file_of(order: Order) -> Path:
    """Where a picture is kept."""
    return folder() / f"{sha256(repr(order).encode()).hexdigest()}.zip"


@cache
def folder() -> Path:
    """The folder of all that this code draws: other code, other pictures."""
    sources = [*sorted(Path(__file__).parent.glob("*.py")), Path(renditions.__file__)]
    code = sha256(b"".join(source.read_bytes() for source in sources) + pillow.encode()).hexdigest()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return caches / "demonstration-shop" / code[:16]


def keep(order: Order, files: Print) -> Print:
    """Keep a picture; a full or read-only disk costs time the next time, and nothing else."""
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        # Whole or not at all: another process may look for it in this moment.
        with NamedTemporaryFile(dir=folder(), delete=False) as file, zipfile.ZipFile(file, "w") as packed:
            packed.writestr(f"{files.width}x{files.height}.jpeg", files.jpeg)
            for copy in files.copies:
                packed.writestr(f"{copy.width}x{copy.height}.webp", copy.data)
        Path(file.name).replace(file_of(order))
    return files


def read(order: Order) -> Print | None:
    """A picture that is kept whole, or none. The first file is the picture, the others its scaled copies."""
    try:
        with zipfile.ZipFile(file_of(order)) as packed:
            found = [(packed.read(name), *size_of(name)) for name in packed.namelist()]
    except (OSError, zipfile.BadZipFile):
        return None
    jpeg, width, height = found[0]
    return Print(jpeg, width, height, [Scaled(*copy) for copy in found[1:]])


def size_of(name: str) -> tuple[int, int]:
    """The width and height in a file's name."""
    width, height = name.partition(".")[0].split("x")
    return int(width), int(height)
