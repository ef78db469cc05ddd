"""What most pots are made of: a turned body with glaze, a lip, a handle, a spout, a lid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import exp
from random import Random

from PIL import Image

from shop.media.pictures.colour import Colour
from shop.media.pictures.curves import smooth, strand
from shop.media.pictures.glaze import band, dip, flute, opening, speckle
from shop.media.pictures.stage import Piece, Point, Stage, sharp
from shop.media.pictures.turned import Turned, piece, plain

FLOOR = 965.0  # where things stand, unless they stand behind or before others
CENTRE = 480.0

BUFF = Colour.read("#cdb497")
TOASTED = Colour.read("#a8794f")
DARK_CLAY = Colour.read("#6d5245")
BRICK = Colour.read("#b9694a")
PORCELAIN = Colour.read("#f3ece2")
CANE = Colour.read("#c09a62")


@dataclass(frozen=True)
class Look:
    """In which colours a thing is made, and chance that repeats itself."""

    main: Colour
    accent: Colour
    random: Random


Scene = Callable[[Stage, Look], None]


@dataclass(frozen=True)
class Pot:
    """A pot as its potter would note it down. Heights count from the foot, both in pixels.

    `bare` is the share of the height that is left unglazed, `spots` how many iron spots the clay gives.
    """

    profile: Sequence[Point]
    clay: Colour = BUFF
    bare: float = 0.0
    spots: int = 0
    shine: float = 0.42
    tilt: float = 0.16
    wall: float = 9
    lines: int = 0
    bands: Sequence[tuple[float, float]] = ()

    def at(self, axis: float = CENTRE, floor: float = FLOOR) -> Turned:
        """Stand it on the table."""
        foot = floor - self.tilt * self.profile[-1][0]
        return Turned(axis, [(radius, foot - height) for radius, height in smooth(self.profile)], self.tilt)

    def scaled(self, factor: float) -> "Pot":
        """The same pot, larger or smaller."""
        profile = [(radius * factor, height * factor) for radius, height in self.profile]
        bands = [(start * factor, width * factor) for start, width in self.bands]
        return replace(self, profile=profile, bands=bands, wall=self.wall * max(factor, 0.7))


def painted(pot: Pot, body: Turned, look: Look) -> Image.Image:
    """Glaze a pot: spots, cut lines, bands, and the foot that stays bare."""
    paint = plain(body, look.main)
    top, foot = body.profile[0][1], body.profile[-1][1]
    if pot.spots:
        dark = look.main.brightness > 0.3
        speckle(paint, look.main.darker(0.6) if dark else look.main.lighter(0.3), look.random, pot.spots)
    if pot.lines:
        flute(paint, body, top + (foot - top) * 0.16, foot, pot.lines, look.main.darker(0.22))
    for start, width in pot.bands:
        band(paint, body, foot - start, width, look.accent)
    if pot.bare:
        dip(paint, body, foot - (foot - top) * pot.bare, pot.clay, look.random)
    return paint


def outside(pot: Pot, body: Turned, look: Look) -> Piece:
    """The body of a pot."""
    return piece(body, painted(pot, body, look), pot.shine)


def inside(pot: Pot, body: Turned, look: Look) -> Piece:
    """The inside below the rim, where the glaze breaks into the accent."""
    return opening(body, look.main.lighter(0.12), look.main.mix(look.accent, 0.55).lighter(0.12), pot.wall)


def stand(stage: Stage, pot: Pot, look: Look, *behind: Piece, body: Turned | None = None) -> Turned:
    """Put a pot on the table, with what it covers partly, such as its handle, behind it."""
    body = body or pot.at()
    stage.put(*behind, outside(pot, body, look), inside(pot, body, look), floor=body.floor)
    return body


def handle(
    body: Turned, colour: Colour, top: float, bottom: float, reach: float = 1.0, thick: float = 16
) -> Piece:
    """Pull a handle at the right, from one share of the height to another (0 is the rim)."""
    rim, foot = body.profile[0][1], body.profile[-1][1]
    y1, y2 = rim + (foot - rim) * top, rim + (foot - rim) * bottom
    x1, x2 = body.axis + body.radius_at(y1) - 8, body.axis + body.radius_at(y2) - 8
    high, out = y2 - y1, (y2 - y1) * 0.68 * reach
    lean = x2 - x1
    points = [
        (x1, y1),
        (x1 + out * 0.52, y1 - high * 0.11),
        (x1 + out * 0.90 + lean * 0.2, y1 + high * 0.08),
        (x1 + out * 1.04 + lean * 0.45, y1 + high * 0.42),
        (x1 + out * 0.88 + lean * 0.7, y1 + high * 0.78),
        (x1 + out * 0.46 + lean * 0.9, y2),
        (x2, y2 + high * 0.04),
    ]
    return strand(
        points, [thick * 1.15, thick, thick * 0.95, thick * 0.95, thick * 0.95, thick, thick * 1.25], colour
    )


def lip(body: Turned, look: Look, pull: float, side: int = -1) -> list[Piece]:
    """Pull a lip out of the rim, to the left (-1) or to the right (1)."""
    radius, y = body.profile[0]
    ring = [(x, line) for x, line in body.ring(radius, y)]
    pulled = []
    for x, line in ring:
        near = exp(-((((x - body.axis) * side / radius - 1) / 0.32) ** 2))
        pulled.append((x + side * pull * near, line - pull * 0.34 * near))
    tip = (body.axis + side * (radius + pull), y - pull * 0.34)
    low = y + pull * 2.1
    below = [tip, (body.axis + side * (radius + pull * 0.45), y + pull * 0.75)]
    below += [(body.axis + side * (body.radius_at(low) - 4), low), (body.axis + side * radius * 0.3, y)]
    left, top, right, _ = body.box
    box = (int(left - pull) - 4, int(top - pull), int(right + pull) + 4, int(low) + 6)
    size = (box[2] - box[0], box[3] - box[1])
    beak = Piece(
        box,
        Image.new("RGB", size, look.main),
        sharp(box, below),
        Image.new("L", size, 226 if side < 0 else 150),
    )
    hollow = [(x + (body.axis - x) * 0.07, line + (y - line) * 0.16 + 2) for x, line in pulled]
    paint = Image.new("RGB", size, look.main.mix(look.accent, 0.55).lighter(0.12))
    paint.paste(look.main.lighter(0.12), (0, 0), sharp(box, hollow))
    shade = Image.new("L", size, 246)
    across = Image.linear_gradient("L").rotate(90).resize(size).point(lambda value: 70 + value * 0.62)
    shade.paste(across, (0, 0), sharp(box, hollow))
    return [beak, Piece(box, paint, sharp(box, pulled), shade)]


def spout(body: Turned, colour: Colour, height: float, length: float = 1.0) -> Piece:
    """A teapot's spout, at the left: wide where it leaves the body, narrow where it pours."""
    rim, foot = body.profile[0][1], body.profile[-1][1]
    y = rim + (foot - rim) * height
    x = body.axis - body.radius_at(y) + 20
    points = [(x, y), (x - 70 * length, y - 38), (x - 104 * length, y - 108), (x - 150 * length, y - 150)]
    return strand(points, [46, 32, 20, 15], colour)


def lid(stage: Stage, body: Turned, look: Look, shine: float = 0.45) -> None:
    """Close a pot with a low lid and a knob."""
    radius, y = body.profile[0]
    cover = Pot(
        [(12, radius * 0.34), (radius * 0.62, radius * 0.22), (radius + 4, 4), (radius + 5, 0)], shine=shine
    )
    top = cover.at(body.axis, y + 0.16 * (radius + 5) + 2)
    stage.put(piece(top, plain(top, look.main), shine), floor=None, shadow=False)
    knob = Pot([(6, 46), (22, 40), (25, 28), (15, 8), (18, 0)]).at(body.axis, top.profile[0][1] + 8)
    stage.put(piece(knob, plain(knob, look.accent.mix(look.main, 0.4)), shine), floor=None, shadow=False)
