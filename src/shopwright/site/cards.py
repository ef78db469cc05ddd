"""Pictures that go with a page when somebody shares it: its title and its place, in the site's own look."""

import hashlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, CLAY, PINE = "#faf7f2", "#1c2422", "#56605b", "#b9502c", "#1f4d47"
EDGE = 80
SIZES = (88, 76, 64, 54, 46)
MOST_LINES = 4
_DRAWN_AS = "2"  # goes into the names of the pictures; another number draws all of them anew


class Cards:
    """Draws pictures into a folder and keeps them in another, so that each is drawn once.

    Args:
        fonts: the folder with hanken-grotesk.ttf.
        folder: where a page's picture is put.
        kept: where pictures survive the next build.
    """

    def __init__(self, fonts: Path, folder: Path, kept: Path) -> None:
        self._font = fonts / "hanken-grotesk.ttf"
        self._folder, self._kept = folder, kept
        for one in (folder, kept):
            one.mkdir(parents=True, exist_ok=True)

    def card(self, title: str, place: str) -> str:
        """Return the file name of the picture with this title and place; draw it unless it is there."""
        told = "\n".join((_DRAWN_AS, title, place))
        name = f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.png"
        kept = self._kept / name
        if not kept.is_file():
            unfinished = kept.with_suffix(".part")
            self._draw(title, place).save(unfinished, "PNG")
            unfinished.replace(kept)
        (self._folder / name).write_bytes(kept.read_bytes())
        return name

    def _draw(self, title: str, place: str) -> Image.Image:
        picture = Image.new("RGB", SIZE, PAPER)
        draw = ImageDraw.Draw(picture)
        draw.rectangle((0, 0, 14, SIZE[1]), fill=PINE)
        draw.text((EDGE, 72), place, font=self._at(32, 560), fill=CLAY)
        font, lines = self._fitting(title)
        step = round(font.size * 1.12)
        top = 320 - step * len(lines) // 2
        for number, line in enumerate(lines):
            draw.text((EDGE, top + number * step), line, font=font, fill=INK)
        picture.paste(mark(76), (EDGE - 4, 508))
        draw.text((EDGE + 92, 524), "Shopwright", font=self._at(36, 720), fill=INK)
        tail = "A production shop in Django, commit by commit"
        draw.text((SIZE[0] - EDGE, 530), tail, font=self._at(28, 440), fill=SOFT, anchor="ra")
        return picture.quantize(64)

    def _at(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        font = ImageFont.truetype(str(self._font), size)
        font.set_variation_by_axes([weight])
        return font

    def _fitting(self, title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
        """Return the greatest size at which the title fits, and its lines."""
        for size in SIZES:
            font = self._at(size, 750)
            lines = _lines(title, font)
            if len(lines) <= MOST_LINES and size * 1.12 * len(lines) <= 330:
                break
        return font, lines


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > SIZE[0] - 2 * EDGE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def mark(size: int) -> Image.Image:
    """Return the mark of assets/mark.svg on paper: an awning over two walls."""
    scale = size / 24 * 4
    picture = Image.new("RGB", (size * 4, size * 4), PAPER)
    draw = ImageDraw.Draw(picture)

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * scale, y * scale) for x, y in points]

    draw.polygon(at((4.2, 2.5), (19.8, 2.5), (22.5, 9), (1.5, 9)), fill=CLAY)
    for middle in (5, 12, 19):
        draw.pieslice(at((middle - 3.5, 5.5), (middle + 3.5, 12.5)), 0, 180, fill=CLAY)
    left = ((3.5, 14.5), (6.3, 14.5), (6.3, 18.7), (9.5, 18.7), (9.5, 21.5), (3.5, 21.5))
    draw.polygon(at(*left), fill=PINE)
    draw.polygon(at(*((24 - x, y) for x, y in left)), fill=PINE)
    return picture.resize((size, size), Image.Resampling.LANCZOS)
