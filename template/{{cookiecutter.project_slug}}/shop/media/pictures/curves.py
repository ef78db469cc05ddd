"""Smooth curves through a few points, and round strands that follow them."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from PIL import Image, ImageDraw, ImageFilter

from shop.media.pictures.colour import Colour
from shop.media.pictures.stage import FINE, Box, Piece, Point


def smooth(points: Sequence[Point], steps: int = 64) -> list[Point]:
    """Lead a curve through points (Catmull and Rom's)."""
    padded = [points[0], *points, points[-1]]
    spans = len(points) - 1
    curve = []
    for step in range(steps + 1):
        at = step / steps * spans
        span = min(int(at), spans - 1)
        four = padded[span : span + 4]
        x, y = (_between([point[axis] for point in four], at - span) for axis in (0, 1))
        curve.append((x, y))
    return curve


def _between(four: Sequence[float], share: float) -> float:
    before, start, end, after = four
    slope_in, slope_out = (end - before) / 2, (after - start) / 2
    squared, cubed = share**2, share**3
    return (
        (2 * cubed - 3 * squared + 1) * start
        + (cubed - 2 * squared + share) * slope_in
        + (3 * squared - 2 * cubed) * end
        + (cubed - squared) * slope_out
    )


def strand(points: Sequence[Point], widths: Sequence[float], colour: Colour, steps: int = 48) -> Piece:
    """Lay a round strand along a curve: a handle, a stem, a cord. `widths` are half its thickness."""
    path = smooth(points, steps)
    thick = [width for width, _ in smooth([(width, 0.0) for width in widths], steps)]
    reach = max(thick) + 4
    xs, ys = [x for x, _ in path], [y for _, y in path]
    box = (int(min(xs) - reach), int(min(ys) - reach), int(max(xs) + reach), int(max(ys) + reach))
    size = (box[2] - box[0], box[3] - box[1])
    shade = Image.new("L", size, 130)
    shade.paste(252, (0, 0), _moved(path, thick, box, towards_light=0.3, share=0.55))
    shade = shade.filter(ImageFilter.GaussianBlur(max(thick) * 0.33))
    glint = _moved(path, thick, box, towards_light=0.42, share=0.16)
    gloss = glint.filter(ImageFilter.GaussianBlur(3)).point(lambda value: value * 0.30)
    return Piece(box, Image.new("RGB", size, colour), _outline(path, thick, box), shade, gloss)


def _moved(
    path: Sequence[Point], thick: Sequence[float], box: Box, *, towards_light: float, share: float
) -> Image.Image:
    """The outline of a thinner strand that lies nearer to the light."""
    moved = [(x - w * towards_light, y - w * towards_light) for (x, y), w in zip(path, thick, strict=True)]
    return _outline(moved, [width * share for width in thick], box)


def _outline(path: Sequence[Point], thick: Sequence[float], box: Box) -> Image.Image:
    """A circle at each point of a path, and what is between two of them."""
    mask = Image.new("L", ((box[2] - box[0]) * FINE, (box[3] - box[1]) * FINE))
    pen = ImageDraw.Draw(mask)
    fine = [
        ((x - box[0]) * FINE, (y - box[1]) * FINE, width * FINE)
        for (x, y), width in zip(path, thick, strict=True)
    ]
    for (x1, y1, w1), (x2, y2, w2) in pairwise(fine):
        length = hypot(x2 - x1, y2 - y1) or 1.0
        nx, ny = (y1 - y2) / length, (x2 - x1) / length
        one_side = [(x1 + nx * w1, y1 + ny * w1), (x2 + nx * w2, y2 + ny * w2)]
        other_side = [(x2 - nx * w2, y2 - ny * w2), (x1 - nx * w1, y1 - ny * w1)]
        pen.polygon([*one_side, *other_side], fill=255)
    for x, y, width in fine:
        pen.ellipse((x - width, y - width, x + width, y + width), fill=255)
    return mask.reduce(FINE)
