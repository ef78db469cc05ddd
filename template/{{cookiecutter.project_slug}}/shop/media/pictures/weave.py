"""Woven patterns, as small tiles that are repeated over a cloth."""

from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from shop.media.pictures.colour import Colour

Pattern = Callable[[Colour, Colour], Image.Image]


def plain(main: Colour, second: Colour) -> Image.Image:
    """One colour."""
    return Image.new("RGB", (16, 16), main)


def stripes(main: Colour, second: Colour) -> Image.Image:
    """Upright stripes: a broad one and two narrow ones beside it."""
    tile = Image.new("RGB", (112, 16), main)
    pen = ImageDraw.Draw(tile)
    for start, width in ((20, 34), (66, 6), (86, 6)):
        pen.rectangle((start, 0, start + width - 1, 16), fill=second)
    return tile


def ticking(main: Colour, second: Colour) -> Image.Image:
    """Fine upright stripes, as on mattresses and old aprons."""
    tile = Image.new("RGB", (30, 16), main)
    pen = ImageDraw.Draw(tile)
    pen.rectangle((6, 0, 9, 16), fill=second)
    pen.line((15, 0, 15, 16), fill=second.mix(main, 0.4))
    return tile


def borders(main: Colour, second: Colour) -> Image.Image:
    """Level stripes far apart: they become the borders of towels and throws."""
    tile = Image.new("RGB", (16, 340), main)
    pen = ImageDraw.Draw(tile)
    for start, width in ((236, 8), (252, 40), (300, 8)):
        pen.rectangle((0, start, 16, start + width - 1), fill=second)
    return tile


def check(main: Colour, second: Colour) -> Image.Image:
    """Gingham: two colours, and their mixture where they cross."""
    tile = Image.new("RGB", (64, 64), main)
    pen = ImageDraw.Draw(tile)
    pen.rectangle((32, 0, 64, 64), fill=main.mix(second, 0.5))
    pen.rectangle((0, 32, 64, 64), fill=main.mix(second, 0.5))
    pen.rectangle((32, 32, 64, 64), fill=second)
    return tile


def windowpane(main: Colour, second: Colour) -> Image.Image:
    """Thin lines both ways."""
    tile = Image.new("RGB", (96, 96), main)
    pen = ImageDraw.Draw(tile)
    for start, width in ((40, 5), (54, 2)):
        pen.rectangle((start, 0, start + width - 1, 96), fill=main.mix(second, 0.75))
        pen.rectangle((0, start, 96, start + width - 1), fill=main.mix(second, 0.75))
    pen.rectangle((40, 40, 44, 44), fill=second)
    return tile


def herringbone(main: Colour, second: Colour) -> Image.Image:
    """Slanting lines that turn at every column."""
    tile = Image.new("RGB", (144, 48), main)
    pen = ImageDraw.Draw(tile)
    for start in range(-96, 144, 16):
        pen.line((0, start, 72, start + 72), fill=second, width=7)
        pen.line((72, start + 72, 144, start), fill=second, width=7)
    return tile.reduce(2)


def waffle(main: Colour, second: Colour) -> Image.Image:
    """Small hollows with raised edges."""
    tile = Image.new("RGB", (22, 22), main)
    pen = ImageDraw.Draw(tile)
    pen.rectangle((4, 4, 18, 18), fill=main.darker(0.10))
    pen.rectangle((7, 7, 18, 18), fill=main.darker(0.17))
    pen.line((0, 0, 22, 0), fill=main.lighter(0.3), width=2)
    pen.line((0, 0, 0, 22), fill=main.lighter(0.3), width=2)
    return tile


def dots(main: Colour, second: Colour) -> Image.Image:
    """Small stitches, every second row moved by half."""
    tile = Image.new("RGB", (120, 120), main)
    pen = ImageDraw.Draw(tile)
    for x, y in ((30, 30), (90, 90)):
        pen.ellipse((x - 10, y - 10, x + 10, y + 10), fill=second)
    return tile.reduce(2)


def diamonds(main: Colour, second: Colour) -> Image.Image:
    """Lozenges in outline, one in another, as on flat-woven rugs."""
    tile = Image.new("RGB", (240, 300), main)
    pen = ImageDraw.Draw(tile)
    for size, colour in ((1.0, second), (0.74, main), (0.5, second), (0.26, main)):
        a, b = 120 * size, 150 * size
        pen.polygon([(120, 150 - b), (120 + a, 150), (120, 150 + b), (120 - a, 150)], fill=colour)
    return tile.reduce(2)


def bands(main: Colour, second: Colour) -> Image.Image:
    """Broad level bands of several mixtures, no two of one height."""
    tile = Image.new("RGB", (16, 420), main)
    pen = ImageDraw.Draw(tile)
    for start, height, share in (
        (0, 34, 1.0),
        (70, 12, 0.6),
        (96, 60, 0.35),
        (190, 22, 1.0),
        (250, 90, 0.18),
    ):
        pen.rectangle((0, start, 16, start + height - 1), fill=main.mix(second, share))
    return tile


def rags(main: Colour, second: Colour) -> Image.Image:
    """Thin uneven rows, as of cut cloth sewn end to end."""
    tile = Image.new("RGB", (200, 120), main)
    pen = ImageDraw.Draw(tile)
    for row in range(12):
        start = row * 53 % 200
        for part, share in enumerate((0.0, 0.55, 0.2, 0.85)):
            x = start + part * 50
            for left in (x - 200, x):
                pen.rectangle((left, row * 10, left + 49, row * 10 + 8), fill=main.mix(second, share))
        pen.line((0, row * 10 + 9, 200, row * 10 + 9), fill=main.darker(0.3))
    return tile


def quilt(main: Colour, second: Colour) -> Image.Image:
    """Quilted lozenges: dark seams, and light where the filling lifts the cloth."""
    tile = Image.new("RGB", (180, 100), main)
    pen = ImageDraw.Draw(tile)
    pen.polygon([(90, 16), (150, 50), (90, 84), (30, 50)], fill=main.lighter(0.10))
    pen.line([(0, 50), (90, 0), (180, 50), (90, 100), (0, 50)], fill=main.darker(0.28), width=3)
    return tile


def leaves(main: Colour, second: Colour) -> Image.Image:
    """A block print: ears of rye in rows, every second row moved by half."""
    tile = Image.new("RGB", (240, 320), main)
    pen = ImageDraw.Draw(tile)
    for x, y in ((60, 20), (180, 180), (180, -140), (60, 340)):
        pen.line((x, y, x, y + 120), fill=second, width=4)
        for step in range(6):
            for side in (-1, 1):
                top = y + 4 + step * 13
                pen.polygon([(x, top + 16), (x + side * 18, top + 2), (x + side * 13, top + 18)], fill=second)
        pen.polygon([(x, y - 18), (x + 7, y + 4), (x - 7, y + 4)], fill=second)
    return tile.reduce(2)


PATTERNS: dict[str, Pattern] = {
    "plain": plain,
    "stripes": stripes,
    "ticking": ticking,
    "borders": borders,
    "check": check,
    "windowpane": windowpane,
    "herringbone": herringbone,
    "waffle": waffle,
    "dots": dots,
    "diamonds": diamonds,
    "bands": bands,
    "rags": rags,
    "quilt": quilt,
    "leaves": leaves,
}


def cover(size: tuple[int, int], tile: Image.Image, shift: tuple[int, int] = (0, 0)) -> Image.Image:
    """Repeat a tile over a size. Doubling is quicker than laying it piece by piece."""
    cloth = Image.new("RGB", size)
    cloth.paste(ImageChops.offset(tile, *shift))
    width, height = tile.size
    while width < size[0]:
        cloth.paste(cloth.crop((0, 0, width, height)), (width, 0))
        width *= 2
    while height < size[1]:
        cloth.paste(cloth.crop((0, 0, size[0], height)), (0, height))
        height *= 2
    return cloth


def threads(cloth: Image.Image, random: Random, strength: float = 0.16) -> Image.Image:
    """Let single threads show: noise drawn out along the warp and along the weft."""
    width, height = cloth.size
    warp = Image.frombytes("L", (width, 24), random.randbytes(width * 24)).resize(cloth.size)
    weft = Image.frombytes("L", (24, height), random.randbytes(height * 24)).resize(cloth.size)
    woven = ImageChops.blend(warp, weft, 0.5).filter(ImageFilter.BoxBlur(0.6))
    veil = woven.point(lambda value: 255 - (255 - value) * strength)
    return ImageChops.multiply(cloth, Image.merge("RGB", (veil, veil, veil)))
