"""What a potter turns: a profile that goes round an axis, seen from a little above."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin, sqrt
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from shop.media.pictures.colour import Colour
from shop.media.pictures.stage import FINE, Box, Piece, Point, sharp

ANGLES = [pi * (step / 40 - 0.5) for step in range(41)]  # the half that faces us, from left to right
LIGHT = (-0.56, 0.46, 0.69)  # from the left, from above, from the front
GLINT = (-0.42, 0.34, 0.84)  # half-way between the light and the eye


@dataclass(frozen=True)
class Turned:
    """A turned body: where its axis stands, its (radius, height) from the rim down, how far we look down."""

    axis: float
    profile: Sequence[Point]
    tilt: float = 0.16

    @property
    def box(self) -> Box:
        """What of the stage it takes, with a margin for smooth edges."""
        widest = max(radius for radius, _ in self.profile)
        top = min(y - self.tilt * radius for radius, y in self.profile)
        bottom = max(y + self.tilt * radius for radius, y in self.profile)
        return int(self.axis - widest) - 3, int(top) - 3, int(self.axis + widest) + 4, int(bottom) + 4

    @property
    def floor(self) -> float:
        """Where its front touches the table."""
        radius, y = self.profile[-1]
        return y + self.tilt * radius

    def around(self, radius: float, y: float) -> list[Point]:
        """Walk along the front of a circle, from left to right."""
        return [(self.axis + radius * sin(a), y + self.tilt * radius * cos(a)) for a in ANGLES]

    def ring(self, radius: float, y: float) -> list[Point]:
        """Walk around a whole circle."""
        back = [(x, 2 * y - front) for x, front in reversed(self.around(radius, y))]
        return self.around(radius, y) + back

    def mask(self) -> Image.Image:
        """Its outline: all its circles, and the profile between them."""
        left, top, right, bottom = self.box
        mask = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
        pen = ImageDraw.Draw(mask)
        for radius, y in self.closely():
            corner = (self.axis - radius - left, y - self.tilt * radius - top)
            other = (self.axis + radius - left, y + self.tilt * radius - top)
            pen.ellipse([value * FINE for value in (*corner, *other)], fill=255)
        sides = [(self.axis + r, y) for r, y in self.profile] + [
            (self.axis - r, y) for r, y in self.profile[::-1]
        ]
        pen.polygon([((x - left) * FINE, (y - top) * FINE) for x, y in sides], fill=255)
        return mask.reduce(FINE)

    def closely(self) -> list[Point]:
        """Give the profile with so many points that no step shows between two circles."""
        pairs = pairwise(self.profile)
        shares = [step / 5 for step in range(5)]
        between = [(a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s) for a, b in pairs for s in shares]
        return [*between, self.profile[-1]]

    def light(self, shine: float) -> tuple[Image.Image, Image.Image]:
        """Compute how light falls on it: what it darkens, and where it glints."""
        left, top, right, bottom = self.box
        size = ((right - left) // 2, (bottom - top) // 2)
        shade, gloss = Image.new("L", size, 150), Image.new("L", size)
        pens = ImageDraw.Draw(shade), ImageDraw.Draw(gloss)
        rows = [[((x - left) / 2, (y - top) / 2) for x, y in self.around(r, y)] for r, y in self.profile]
        for row, (upper, lower) in enumerate(pairwise(rows)):
            (r1, y1), (r2, y2) = self.profile[row], self.profile[row + 1]
            length = sqrt((r2 - r1) ** 2 + (y2 - y1) ** 2) or 1.0
            out, up = (y2 - y1) / length, (r2 - r1) / length
            for column in range(len(ANGLES) - 1):
                angle = ANGLES[column] + pi / 80
                normal = (out * sin(angle), up, out * cos(angle))
                cell = [upper[column], upper[column + 1], lower[column + 1], lower[column]]
                for pen, value in zip(pens, _lit(normal, shine), strict=True):
                    pen.polygon(cell, fill=value, outline=value)
        full = (right - left, bottom - top)
        return tuple(  # type: ignore[return-value]
            layer.filter(ImageFilter.GaussianBlur(3)).resize(full, Image.Resampling.BICUBIC)
            for layer in (shade, gloss)
        )

    def below(self, y: float, random: Random, wobble: float = 6) -> Image.Image:
        """Give the part below a line that runs around it, as glaze that was dipped or poured runs."""
        radius = self.radius_at(y) + 6
        phases = [(random.uniform(0, 2 * pi), n, wobble / n) for n in (2, 5, 9)]
        edge = [
            (x, line + sum(size * sin(angle * n + phase) for phase, n, size in phases))
            for (x, line), angle in zip(self.around(radius, y), ANGLES, strict=True)
        ]
        bottom = self.box[3]
        return sharp(self.box, [*edge, (edge[-1][0], bottom), (edge[0][0], bottom)])

    def radius_at(self, y: float) -> float:
        """How wide it is at a height."""
        for (r1, y1), (r2, y2) in pairwise(self.profile):
            if y1 <= y <= y2:
                return r1 + (r2 - r1) * ((y - y1) / ((y2 - y1) or 1))
        return self.profile[-1][0]


def _lit(normal: tuple[float, float, float], shine: float) -> tuple[int, int]:
    """How bright and how glossy a spot is that faces this way."""
    facing = sum(a * b for a, b in zip(normal, LIGHT, strict=True))
    bounce = max(0.0, normal[0]) * 0.10 + max(0.0, -normal[1]) * 0.04
    bright = 0.30 + 0.74 * max(0.0, facing) ** 0.9 + bounce
    glint = max(0.0, sum(a * b for a, b in zip(normal, GLINT, strict=True)))
    return round(255 * min(1.0, bright)), round(255 * min(1.0, shine * glint**26))


def plain(body: Turned, colour: Colour) -> Image.Image:
    """Paint a body in one colour."""
    left, top, right, bottom = body.box
    return Image.new("RGB", (right - left, bottom - top), colour)


def piece(body: Turned, paint: Image.Image, shine: float = 0.5) -> Piece:
    """Make a body that can be put on the stage."""
    shade, gloss = body.light(shine)
    return Piece(body.box, paint, body.mask(), shade, gloss)
