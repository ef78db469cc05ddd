"""How cloth lies and hangs: in folds from a rail, in stacks, filled as a cushion."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from shop.media.pictures.colour import Colour
from shop.media.pictures.stage import FINE, Box, Piece, Point, sharp
from shop.media.pictures.weave import PATTERNS, cover, threads


@dataclass(frozen=True)
class Cloth:
    """What a thing is woven of."""

    main: Colour
    accent: Colour
    pattern: str
    random: Random

    def woven(self, size: tuple[int, int], shift: tuple[int, int] = (0, 0)) -> Image.Image:
        """Weave a piece."""
        tile = PATTERNS[self.pattern](self.main, self.accent)
        return threads(cover(size, tile, shift), self.random)


@dataclass(frozen=True)
class Folds:
    """Waves across a hanging cloth: none at the rail, deepest at the hem."""

    waves: Sequence[tuple[float, float, float]]  # how many, how deep, where they begin

    @classmethod
    def fall(cls, random: Random, depth: float = 1.0, count: float = 1.0) -> "Folds":
        """Let a cloth fall as chance will have it."""
        counts = (random.uniform(1.8, 2.6), random.uniform(3.6, 4.8), random.uniform(6.5, 8.0))
        depths = (11.0, 5.5, 1.6)
        return cls(
            [(c * count, d * depth, random.uniform(0, 2 * pi)) for c, d in zip(counts, depths, strict=True)]
        )

    def height(self, share: float) -> float:
        """How far towards us the cloth is, at a share of its width."""
        return sum(depth * sin(2 * pi * count * share + start) for count, depth, start in self.waves)

    def slope(self, share: float) -> float:
        """How steeply it turns away from the light there."""
        return sum(count * depth * cos(2 * pi * count * share + start) for count, depth, start in self.waves)

    def hem(self, left: float, right: float, y: float, steps: int = 80) -> list[Point]:
        """The lower edge, from left to right: what hangs nearer looks lower."""
        shares = [step / steps for step in range(steps + 1)]
        return [(left + (right - left) * share, y + self.height(share) * 0.7) for share in shares]


def hang(cloth: Cloth, box: Box, folds: Folds) -> Piece:
    """Hang a cloth flat at the top of a box, in folds at its bottom."""
    left, top, right, bottom = box
    room = (left - 20, top - 4, right + 20, bottom + 30)
    size = (room[2] - room[0], room[3] - room[1])
    paint = bent(cloth.woven(size), folds)
    outline = [(left, top), (right, top), *reversed(folds.hem(left, right, bottom))]
    return Piece(room, paint, sharp(room, outline), fold_shade(size, folds))


def bent(woven: Image.Image, folds: Folds, strips: int = 64) -> Image.Image:
    """Push the weave sideways by the folds: not at the top, fully at the bottom."""
    width, height = woven.size
    edges = [round(width * i / strips) for i in range(strips + 1)]
    mesh = []
    for start, end in pairwise(edges):
        low, high = (x + folds.slope(x / width) * 0.16 for x in (start, end))
        mesh.append(((start, 0, end, height), (start, 0, low, height, high, height, end, 0)))
    return woven.transform(woven.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def fold_shade(size: tuple[int, int], folds: Folds) -> Image.Image:
    """The sides of folds that look away from the window are dark; above, the cloth is flat."""
    tones = (214 + folds.slope(x / 239) * 1.05 + folds.height(x / 239) * 1.7 for x in range(240))
    row = bytes(max(70, min(255, round(tone))) for tone in tones)
    deep = Image.frombytes("L", (240, 1), row).resize(size, Image.Resampling.BICUBIC)
    down = Image.linear_gradient("L").resize(size).point(lambda value: min(255, 40 + value * 1.2))
    return Image.composite(deep, Image.new("L", size, 232), down)


def fringe(cloth: Cloth, along: Sequence[Point], length: float, colour: Colour) -> Piece:
    """Knot threads to an edge."""
    xs, ys = [x for x, _ in along], [y for _, y in along]
    box = (int(min(xs)) - 8, int(min(ys)) - 4, int(max(xs)) + 8, int(max(ys) + length) + 8)
    mask = Image.new("L", ((box[2] - box[0]) * FINE, (box[3] - box[1]) * FINE))
    pen = ImageDraw.Draw(mask)
    for x, y in along:
        tip = (x + cloth.random.uniform(-4, 4), y + length * cloth.random.uniform(0.86, 1.05))
        line = [((a - box[0]) * FINE, (b - box[1]) * FINE) for a, b in ((x, y), tip)]
        pen.line(line, fill=255, width=9)
    size = (box[2] - box[0], box[3] - box[1])
    return Piece(box, Image.new("RGB", size, colour), mask.reduce(FINE), Image.new("L", size, 226))


def folded(cloth: Cloth, box: Box, *, turned: bool = False, layers: int = 3) -> Piece:
    """Lay a folded cloth: the round back of the fold at one end, the edges of its layers at the other."""
    left, top, right, bottom = box
    size = (right - left, bottom - top)
    paint = cloth.woven(size, (cloth.random.randrange(200), cloth.random.randrange(40)))
    mask = Image.new("L", (size[0] * FINE, size[1] * FINE))
    pen = ImageDraw.Draw(mask)
    pen.rounded_rectangle((0, 0, size[0] * FINE - 1, size[1] * FINE - 1), size[1] * FINE * 0.40, fill=255)
    flat_end = (0, 0, size[0] * FINE // 2, size[1] * FINE) if turned else (size[0] * FINE // 2, 0, *mask.size)
    corner = (flat_end[0] + 4, flat_end[1], flat_end[2] - 4, flat_end[3] - 1)
    pen.rounded_rectangle(corner, size[1] * FINE * 0.12, fill=255)
    tones = (0.60 + 0.42 * sin(pi * min(1.0, 0.16 + 0.80 * y / 99)) for y in range(100))
    column = bytes(round(255 * min(1.0, tone)) for tone in tones)
    shade = Image.frombytes("L", (1, 100), column).resize(size, Image.Resampling.BICUBIC)
    return Piece(box, paint, mask.reduce(FINE), ImageChops.multiply(shade, creases(size, turned, layers)))


def creases(size: tuple[int, int], turned: bool, layers: int) -> Image.Image:
    """The dark lines between the layers of a fold, from their edges to near the fold's round back."""
    width, height = size
    lines = Image.new("L", size, 255)
    pen = ImageDraw.Draw(lines)
    for layer in range(1, layers):
        y = height * layer / layers
        reach = width - height * (0.34 if layer % 2 else 0.2)
        pen.line([(0, y), (reach, y)] if turned else [(width - reach, y), (width, y)], fill=112, width=3)
    return lines.filter(ImageFilter.GaussianBlur(1.4))


def cushion(cloth: Cloth, axis: float, floor: float, half: tuple[float, float]) -> Piece:
    """Stand a filled cushion up: full in the middle, drawn out a little at its corners."""
    wide, high = half
    centre = floor - high * 0.985
    edge = []
    for step in range(240):
        angle = 2 * pi * step / 240
        c, s = cos(angle), sin(angle)
        reach = 1 / max(abs(c), abs(s))
        full = 0.955 + 0.045 * ((reach - 1) / 0.4142) ** 1.6
        edge.append((axis + wide * c * reach * full, centre + high * s * reach * full))
    box = (int(axis - wide) - 4, int(centre - high) - 4, int(axis + wide) + 4, int(centre + high) + 4)
    size = (box[2] - box[0], box[3] - box[1])
    glow = ImageChops.invert(Image.radial_gradient("L")).resize((int(size[0] * 1.5), int(size[1] * 1.5)))
    x, y = int(size[0] * 0.34), int(size[1] * 0.36)
    lit = glow.crop((x, y, x + size[0], y + size[1])).point(lambda value: min(255, 96 + value * 0.92))
    return Piece(box, cloth.woven(size, (11, 23)), sharp(box, edge), lit)
