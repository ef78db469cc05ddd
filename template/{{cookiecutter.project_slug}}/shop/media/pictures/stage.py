"""The paper stage on which everything stands: a wall, a table, light from the left, soft shadows.

Edges are drawn at three times the size and reduced; what is soft is drawn small and enlarged. That is how a
picture of 960 x 1200 takes less than a tenth of a second without a numeric library.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from shop.media.pictures.colour import Colour

Point = tuple[float, float]
Box = tuple[int, int, int, int]

SIZE = (960, 1200)
TABLE = 790  # where the table meets the wall
FINE = 3  # how much larger edges are drawn
SOFT = 4  # how much smaller soft things are drawn
FLAT = 0.30  # how much a shadow on the table is foreshortened
SHADE = Colour(92, 66, 70)
TINTS = [round(end + (255 - end) * value / 255) for end in SHADE for value in range(256)]

# Wall and table, in pairs that suit clay and cloth of any colour.
PAPERS = [
    ("#efe5d6", "#dcc8ae"),
    ("#e9e2d6", "#cfbfa8"),
    ("#ead9c9", "#cfae93"),
    ("#dfe2d8", "#bdbfa8"),
    ("#e7d8cf", "#c9a796"),
    ("#dde0df", "#b9b6ac"),
    ("#f0e3cd", "#d8b98d"),
]


@dataclass(frozen=True)
class Piece:
    """Something to put on the stage; all its layers have the size of the stage's `box`.

    `shade` darkens where it is dark; `gloss` lightens where it is light.
    """

    box: Box
    paint: Image.Image
    mask: Image.Image
    shade: Image.Image
    gloss: Image.Image | None = None


def sharp(box: Box, *shapes: Sequence[Point]) -> Image.Image:
    """Give the mask of polygons, with smooth edges, for a box of the stage."""
    left, top, right, bottom = box
    mask = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
    pen = ImageDraw.Draw(mask)
    for shape in shapes:
        pen.polygon([((x - left) * FINE, (y - top) * FINE) for x, y in shape], fill=255)
    return mask.reduce(FINE)


def box_around(shape: Sequence[Point]) -> Box:
    """The smallest box of whole pixels around a shape, with a margin for smooth edges."""
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return int(min(xs)) - 3, int(min(ys)) - 3, int(max(xs)) + 4, int(max(ys)) + 4


def in_shade(grey: Image.Image) -> Image.Image:
    """Colour a grey layer: white stays white, black becomes warm shade."""
    return Image.merge("RGB", (grey, grey, grey)).point(TINTS)


def moved(mask: Image.Image, right: int, down: int) -> Image.Image:
    """Move a mask; what leaves the picture is gone, and does not come in again at the other side."""
    canvas = Image.new("L", mask.size)
    canvas.paste(mask, (right, down))
    return canvas


class Stage:
    """A picture in the making. Things are put on it from back to front."""

    def __init__(self, random: Random) -> None:
        wall, table = PAPERS[random.randrange(len(PAPERS))]
        self.wall, self.table = Colour.read(wall), Colour.read(table)
        self.image = self._paper()
        self._window(random.uniform(-60, 90))

    def clear_floor(self, horizon: int) -> None:
        """Let what we look at lie on the floor: the line where it meets the wall moves up."""
        floor = Image.linear_gradient("L").resize((SIZE[0], SIZE[1] - horizon))
        self.image.paste(
            ImageOps.colorize(floor, self.table.lighter(0.12), self.table.darker(0.04)), (0, horizon)
        )
        skirting = ImageDraw.Draw(self.image)
        skirting.rectangle((0, horizon - 44, SIZE[0], horizon), fill=self.wall.lighter(0.55))
        skirting.line([(0, horizon), (SIZE[0], horizon)], fill=self.table.darker(0.3), width=3)

    def clear_table(self) -> None:
        """Take the table away: what hangs needs the wall alone."""
        light = Image.linear_gradient("L").resize(SIZE)
        wall = ImageOps.colorize(light, self.wall.lighter(0.25), self.wall.darker(0.09))
        self.image.paste(wall)
        self._window(-30, rows=4)

    def _paper(self) -> Image.Image:
        """The wall fades downwards; the table is lightest at its far edge."""
        image = Image.new("RGB", SIZE)
        wall = Image.linear_gradient("L").resize((SIZE[0], TABLE))
        image.paste(ImageOps.colorize(wall, self.wall.lighter(0.25), self.wall.darker(0.06)))
        table = Image.linear_gradient("L").resize((SIZE[0], SIZE[1] - TABLE))
        image.paste(ImageOps.colorize(table, self.table.lighter(0.12), self.table.darker(0.04)), (0, TABLE))
        pen = ImageDraw.Draw(image)
        pen.line([(0, TABLE), (SIZE[0], TABLE)], fill=self.table.lighter(0.35), width=3)
        return image

    def _window(self, shift: float, rows: int = 3) -> None:
        """Let the light of a window fall on the wall."""
        small = Image.new("L", (SIZE[0] // SOFT, SIZE[1] // SOFT))
        pen = ImageDraw.Draw(small)
        for column in range(2):
            for row in range(rows):
                x, y = 240 + shift + column * 290, 40 + row * 260 + column * 60
                corners = [(x, y), (x + 256, y + 53), (x + 256, y + 285), (x, y + 232)]
                pen.polygon([(a / SOFT, b / SOFT) for a, b in corners], fill=255)
        light = small.filter(ImageFilter.GaussianBlur(5)).resize(SIZE, Image.Resampling.BILINEAR)
        light = light.point(lambda value: value * 0.36)
        if rows == 3:
            light.paste(0, (0, TABLE, *SIZE))
        self.image.paste(self.wall.lighter(0.9), (0, 0), light)

    def put(self, *pieces: Piece, floor: float | None, shadow: bool = True) -> None:
        """Put a thing made of pieces here, with its shadow.

        Args:
            floor: where it touches the table; None where it hangs on the wall.
            shadow: without one, it lies on something else.
        """
        if shadow:
            whole = Image.new("L", SIZE)
            for piece in pieces:
                whole.paste(255, piece.box[:2], piece.mask)
            if floor is None:
                self._shadow_on_wall(whole)
            else:
                self._shadow_on_table(whole, floor)
        for piece in pieces:
            self._paint(piece)

    def _paint(self, piece: Piece) -> None:
        lit = ImageChops.multiply(piece.paint, in_shade(piece.shade))
        if piece.gloss is not None:
            lit.paste((255, 252, 244), (0, 0), piece.gloss)
        self.image.paste(lit, piece.box[:2], piece.mask)

    def darken(self, mask: Image.Image, strength: float) -> None:
        """Darken where a small soft mask is white."""
        small = mask.getbbox()
        if small is None:
            return
        left, top, right, bottom = small
        box = (left * SOFT, top * SOFT, min(SIZE[0], right * SOFT), min(SIZE[1], bottom * SOFT))
        size = (box[2] - box[0], box[3] - box[1])
        veil = mask.crop(small).resize(size, Image.Resampling.BILINEAR).point(lambda v: 255 - v * strength)
        self.image.paste(ImageChops.multiply(self.image.crop(box), in_shade(veil)), box[:2])

    def _shadow_on_table(self, whole: Image.Image, floor: float) -> None:
        small = whole.reduce(SOFT)
        base = floor / SOFT
        # What is `h` above the floor throws its shadow `h` to the right, and `FLAT * h` towards the back.
        lying = small.transform(
            small.size,
            Image.Transform.AFFINE,
            (1, 1 / FLAT * 1.05, -base / FLAT * 1.05, 0, 1 / FLAT, base - base / FLAT),
            Image.Resampling.BILINEAR,
        )
        wide = lying.filter(ImageFilter.GaussianBlur(11))
        near = lying.filter(ImageFilter.GaussianBlur(4))
        self.darken(ImageChops.blend(wide, near, 0.45), 0.55)
        self._contact(small, base)

    def _contact(self, small: Image.Image, base: float) -> None:
        """A thin dark line where the thing touches the table holds it down."""
        foot = small.crop((0, round(base) - 7, small.width, round(base)))
        box = foot.getbbox()
        if box is None:
            return
        touch = Image.new("L", small.size)
        pen = ImageDraw.Draw(touch)
        pen.ellipse((box[0] - 1, base - 9, box[2] + 4, base + 2.5), fill=255)
        self.darken(touch.filter(ImageFilter.GaussianBlur(2.2)), 0.6)

    def _shadow_on_wall(self, whole: Image.Image) -> None:
        small = whole.reduce(SOFT)
        wide = moved(small, 14, 14).filter(ImageFilter.GaussianBlur(12))
        near = moved(small, 9, 8).filter(ImageFilter.GaussianBlur(4))
        self.darken(ImageChops.blend(wide, near, 0.5), 0.5)
