"""What grows in the pots: leaves, dry grass, branches."""

from math import cos, pi, sin
from random import Random

from PIL import Image

from shop.media.pictures.colour import Colour
from shop.media.pictures.curves import smooth, strand
from shop.media.pictures.stage import Piece, Point, box_around, sharp

STRAW = Colour.read("#a98f5e")
GREENS = [Colour.read(text) for text in ("#5f7350", "#748a63", "#4d6348", "#86966b")]
BARK = Colour.read("#7a6248")


def leaf(base: Point, angle: float, length: float, colour: Colour, breadth: float = 0.34) -> Piece:
    """One pointed leaf. The angle counts from straight up, clockwise, in radians."""
    ux, uy = sin(angle), -cos(angle)
    outline = []
    for step in range(25):
        share = (step if step <= 12 else 24 - step) / 12
        wide = breadth * length * sin(pi * share**0.8) * (0.5 if step <= 12 else -0.5)
        outline.append((base[0] + ux * length * share - uy * wide, base[1] + uy * length * share + ux * wide))
    tip = (base[0] + ux * length, base[1] + uy * length)
    box = box_around(outline)
    size = (box[2] - box[0], box[3] - box[1])
    shade = Image.new("L", size, 252)
    shade.paste(206, (0, 0), sharp(box, [*outline[:13], tip, base]))
    return Piece(box, Image.new("RGB", size, colour), sharp(box, outline), shade)


def dry_grass(foot: Point, random: Random, room: float) -> list[Piece]:
    """Some stalks of bunny tail grass: soft ovals on thin stems."""
    pieces = []
    for number in range(5):
        lean = (number - 2) * 0.16 + random.uniform(-0.05, 0.05)
        tall = random.uniform(210, 330)
        tip = (foot[0] + sin(lean) * tall * 1.15, foot[1] - cos(lean) * tall)
        start = (foot[0] + (number - 2) * room * 0.16, foot[1])
        bend = (foot[0] + sin(lean) * tall * 0.35, foot[1] - tall * 0.5)
        pieces.append(strand([start, bend, tip], [2.2, 2, 1.6], STRAW, 16))
        end = (tip[0] + sin(lean * 1.7) * 62, tip[1] - cos(lean * 1.7) * 62)
        middle = ((tip[0] + end[0]) / 2, (tip[1] + end[1]) / 2)
        pieces.append(strand([tip, middle, end], [9, 15, 3], STRAW.lighter(0.42), 12))
    return pieces


def branch(foot: Point, random: Random, room: float) -> list[Piece]:
    """Eucalyptus: round leaves in pairs along three twigs."""
    pieces = []
    for number, lean in enumerate((-0.42, 0.34, -0.04)):
        tall = (290, 310, 400)[number]
        start = (foot[0] + lean * room * 0.6, foot[1])
        bend = (foot[0] + sin(lean) * tall * 0.4, foot[1] - tall * 0.5)
        tip = (foot[0] + sin(lean) * tall * 1.1, foot[1] - cos(lean) * tall)
        path = smooth([start, bend, tip], 30)
        pieces.append(strand([start, bend, tip], [3.4, 2.8, 1.8], BARK, 16))
        for at in range(9, 31, 4):
            size = 78 - at * 1.1
            for side in (-1, 1):
                colour = random.choice(GREENS).lighter(0.18)
                turn = lean * 1.3 + side * random.uniform(0.9, 1.25)
                pieces.append(leaf(path[at], turn, size, colour, 0.62))
        pieces.append(leaf(tip, lean, 44, GREENS[1].lighter(0.2), 0.5))
    return pieces


def pot_plant(foot: Point, random: Random, room: float) -> list[Piece]:
    """Broad leaves from the middle outwards, the hindmost first."""
    pieces = []
    angles = [(number - 6) * 0.21 for number in range(13)]
    random.shuffle(angles)
    for angle in sorted(angles, key=lambda a: -abs(a) % 0.5):
        tall = random.uniform(250, 340) * (1 - abs(angle) * 0.22) * min(1.0, room / 190)
        start = (foot[0] + angle * room * 0.35, foot[1] + 6)
        mid = (start[0] + sin(angle) * tall * 0.4, start[1] - cos(angle) * tall * 0.42)
        pieces.append(strand([start, mid], [3, 2.4], GREENS[2], 8))
        pieces.append(leaf(mid, angle * 1.25, tall * 0.62, random.choice(GREENS), 0.36))
    return pieces


def herb(foot: Point, random: Random) -> list[Piece]:
    """A bush of small leaves."""
    pieces = []
    green = random.choice(GREENS)
    for number in range(9):
        angle = (number - 4) * 0.2 + random.uniform(-0.06, 0.06)
        tall = random.uniform(120, 210)
        tip = (foot[0] + sin(angle) * tall, foot[1] - cos(angle) * tall)
        pieces.append(strand([foot, tip], [2.4, 1.6], green.darker(0.2), 8))
        for share in (0.45, 0.62, 0.8, 1.0):
            at = (foot[0] + (tip[0] - foot[0]) * share, foot[1] + (tip[1] - foot[1]) * share)
            for side in (-0.9, 0.9):
                shade = green.lighter(random.uniform(0, 0.22))
                pieces.append(leaf(at, angle + side, 38, shade, 0.5))
    return pieces


def trailing(foot: Point, random: Random, room: float, *, front: bool = False) -> list[Piece]:
    """Runners that hang over a rim: a few behind it, the others in front of it."""
    pieces = []
    for number in range(7):
        if (number % 3 == 0) == front:
            continue
        x = foot[0] + (number - 3) * room * 0.28
        out = (number - 3) * 34
        fall = random.uniform(120, 330)
        points = [
            (x, foot[1] + 8),
            (x + out * 0.7, foot[1] - 46),
            (x + out * 1.4, foot[1] + fall * 0.4),
            (x + out * 1.5, foot[1] + fall),
        ]
        path = smooth(points, 24)
        pieces.append(strand(points, [2.4, 2.2, 1.8, 1.4], GREENS[2], 16))
        for at in range(3, 25, 3):
            side = 1 if at % 2 else -1
            pieces.append(
                leaf(path[at], pi / 2 * side + random.uniform(-0.3, 0.7), 46, random.choice(GREENS), 0.6)
            )
    return pieces
