"""What is on the clay: glaze that was dipped or poured, bands, speckles, the inside, a handle."""

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from shop.media.pictures.colour import Colour
from shop.media.pictures.stage import Piece, sharp
from shop.media.pictures.turned import Turned


def dip(paint: Image.Image, body: Turned, y: float, colour: Colour, random: Random) -> None:
    """Leave what is below a line in another colour: the foot that was not dipped, or a second glaze."""
    under = body.below(y, random, 7)
    paint.paste(colour, (0, 0), under)
    # Glaze gathers above its edge and is thicker, hence darker, there.
    thick = ImageChops.subtract(ImageChops.offset(under, 0, -16), under).filter(ImageFilter.GaussianBlur(5))
    paint.paste((40, 26, 26), (0, 0), thick.point(lambda value: value * 0.16))


def band(paint: Image.Image, body: Turned, y: float, width: float, colour: Colour) -> None:
    """Paint a line around, as a brush does while the wheel turns."""
    upper = body.around(body.radius_at(y) + 2, y)
    lower = body.around(body.radius_at(y + width) + 2, y + width)
    paint.paste(colour, (0, 0), sharp(body.box, [*upper, *reversed(lower)]))


def flute(paint: Image.Image, body: Turned, top: float, bottom: float, count: int, colour: Colour) -> None:
    """Cut upright lines into the clay."""
    rows = [(r, y) for r, y in body.profile if top <= y <= bottom]
    for line in range(1, count):
        angle = pi * (line / count - 0.5)
        path = [(body.axis + r * sin(angle), y + body.tilt * r * cos(angle)) for r, y in rows]
        thick = 1.0 + 3.2 * cos(angle)
        shape = [(x - thick, y) for x, y in path] + [(x + thick, y) for x, y in reversed(path)]
        paint.paste(colour, (0, 0), sharp(body.box, shape))


def speckle(paint: Image.Image, colour: Colour, random: Random, count: int = 260) -> None:
    """Sprinkle iron spots over the glaze."""
    spots = Image.new("L", (paint.width * 2, paint.height * 2))
    pen = ImageDraw.Draw(spots)
    for _ in range(count):
        x, y = random.uniform(0, spots.width), random.uniform(0, spots.height)
        size = random.choice((1.2, 1.6, 1.6, 2.2, 3.4))
        pen.ellipse((x - size, y - size, x + size, y + size), fill=random.randint(90, 210))
    paint.paste(colour, (0, 0), spots.reduce(2))


def opening(body: Turned, inside: Colour, lip: Colour, thickness: float = 9) -> Piece:
    """Show the inside below the rim: dark at the left, where the wall hides it from the light."""
    radius, y = body.profile[0]
    inner = body.ring(radius - thickness, y + thickness * 0.25)
    left, top, right, _ = body.box
    box = (left, top, right, int(y + body.tilt * radius) + 4)
    size = (box[2] - box[0], box[3] - box[1])
    hollow = sharp(box, inner)
    paint = Image.new("RGB", size, lip)
    paint.paste(inside, (0, 0), hollow)
    across = Image.linear_gradient("L").rotate(90).resize(size)
    dark = across.point(lambda value: 70 + value * 0.62)
    shade = Image.new("L", size, 246)
    shade.paste(dark, (0, 0), hollow)
    return Piece(box, paint, sharp(box, body.ring(radius, y)), shade)
