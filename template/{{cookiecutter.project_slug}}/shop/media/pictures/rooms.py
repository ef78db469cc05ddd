"""Vases, planters and candle holders: what stands on sills and shelves."""

from functools import partial
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from shop.media.pictures.colour import Colour
from shop.media.pictures.curves import strand
from shop.media.pictures.plants import branch, dry_grass, herb, pot_plant, trailing
from shop.media.pictures.pots import (
    BRICK,
    CENTRE,
    DARK_CLAY,
    FLOOR,
    PORCELAIN,
    TOASTED,
    Look,
    Pot,
    Scene,
    inside,
    outside,
    stand,
)
from shop.media.pictures.stage import SIZE, SOFT, Piece, Stage, box_around, sharp

STEM = Pot(
    [(26, 300), (24, 262), (40, 210), (96, 120), (104, 70), (80, 10), (64, 0)], PORCELAIN, wall=5, shine=0.6
)
SHOULDER = Pot(
    [(62, 470), (54, 430), (84, 380), (176, 290), (188, 210), (160, 80), (122, 0)], bare=0.2, spots=240
)
ASH = Pot([(70, 620), (60, 570), (72, 520), (126, 420), (140, 250), (122, 60), (104, 0)], DARK_CLAY, 0.1, 420)
JAR = Pot(
    [(120, 560), (108, 520), (140, 460), (214, 330), (216, 220), (176, 60), (140, 0)],
    TOASTED,
    0.16,
    320,
    bands=[(285, 4)],
)
WINDOW = Pot([(196, 300), (198, 268), (184, 262), (158, 60), (150, 0)], BRICK, shine=0.08, tilt=0.18, wall=14)
UNDER = Pot([(210, 46), (204, 30), (180, 0)], BRICK, shine=0.08, tilt=0.18, wall=10)
HANGING = Pot([(190, 190), (186, 130), (140, 44), (70, 0)], bare=0.3, spots=160, tilt=0.14)
PATIENT = Pot(
    [(200, 330), (204, 300), (206, 150), (198, 20), (188, 0)], TOASTED, 0.2, 220, lines=17, tilt=0.18, wall=13
)
DISH = Pot([(230, 64), (222, 44), (170, 10), (140, 0)], bare=0.12, spots=160, tilt=0.28)
SOCKET = Pot([(46, 90), (44, 60), (50, 10), (58, 0)], tilt=0.28, wall=6)
LAKE = Pot([(300, 150), (292, 100), (230, 30), (170, 0)], DARK_CLAY, 0.1, 80, tilt=0.26, wall=9)
PILLAR = Pot([(40, 120), (42, 60), (46, 0)], tilt=0.26, wall=5)
MIRROR_DISH = 250.0
WAX = Colour.read("#f2e6cc")
FLAME = Colour.read("#f7c35c")


def vase(stage: Stage, look: Look, pot: Pot, flowers: str = "grass") -> None:
    """A vase with something dry in it."""
    body = pot.at()
    radius, y = body.profile[0]
    grown = {"grass": dry_grass, "branch": branch}[flowers]((CENTRE, y + 12), look.random, radius)
    stage.put(*grown, outside(pot, body, look), floor=body.floor)
    stage.put(inside(pot, body, look), floor=None, shadow=False)
    stage.put(*grown, floor=None, shadow=False)


def one_stem(stage: Stage, look: Look) -> None:
    """Three small vases, one of them with a stem."""
    for axis, floor, factor in ((650.0, -50, 0.8), (310.0, -14, 0.9)):
        pot = STEM.scaled(factor)
        stand(stage, pot, look, body=pot.at(axis, FLOOR + floor))
    vase(stage, look, STEM.scaled(1.15), "grass")


def planter(stage: Stage, look: Look, pot: Pot, saucer: bool = False) -> None:
    """A planter with a plant."""
    if saucer:
        stand(stage, UNDER, look, body=UNDER.at(floor=FLOOR + 16))
    body = pot.at()
    radius, y = body.profile[0]
    earth = Look(Colour.read("#4a372c"), look.main, look.random)
    stage.put(outside(pot, body, look), inside(pot, body, earth), floor=body.floor, shadow=not saucer)
    stage.put(*pot_plant((CENTRE, y + 10), look.random, radius), floor=None)


def trough(stage: Stage, look: Look) -> None:
    """A long planter for a sill, with three herbs."""
    left, right, top, bottom = 130, 830, 740, 965
    for x in (230, 480, 730):
        stage.put(*herb((x, top + 14), look.random), floor=None)
    front = [(left, top), (right, top), (right - 26, bottom), (left + 26, bottom)]
    box = box_around(front)
    size = (box[2] - box[0], box[3] - box[1])
    across = Image.linear_gradient("L").rotate(90).resize(size).point(lambda value: 250 - value * 0.36)
    body = Piece(box, Image.new("RGB", size, look.main), sharp(box, front), across)
    rim = strand([(left - 4, top + 6), (right + 4, top + 6)], [17, 17], look.main)
    feet = [strand([(x, bottom - 2), (x, bottom + 10)], [22, 18], look.main.darker(0.2)) for x in (210, 750)]
    stage.put(*feet, body, rim, floor=bottom + 26)


def hanging(stage: Stage, look: Look) -> None:
    """A bowl on three cords."""
    stage.clear_table()
    body = HANGING.at(floor=820)
    radius, y = body.profile[0]
    linen = Colour.read("#b39b72")
    knot = (CENTRE, 150.0)
    cords = [
        strand([(CENTRE + side * (radius - 6), y + 6), knot], [3.5, 3.5], linen) for side in (-1, 0.25, 1)
    ]
    cords.append(strand([(CENTRE, 0), knot], [4, 4], linen))
    stage.put(*cords, *trailing((CENTRE, y), look.random, radius), outside(HANGING, body, look), floor=None)
    stage.put(*trailing((CENTRE, y), look.random, radius, front=True), floor=None)


def candle(x: float, foot: float, height: float, thick: float = 20) -> list[Piece]:
    """A burning candle."""
    stick = strand([(x, foot), (x, foot - height)], [thick, thick], WAX, 8)
    wick = strand(
        [(x, foot - height - thick), (x + 2, foot - height - thick - 12)],
        [1.6, 1.6],
        Colour.read("#4a3a30"),
        6,
    )
    y = foot - height - thick
    tip = [(x, y - 58), (x + 9, y - 26), (x + 9, y - 10), (x, y - 3), (x - 9, y - 10), (x - 8, y - 26)]
    box = box_around(tip)
    size = (box[2] - box[0], box[3] - box[1])
    flame = Piece(box, Image.new("RGB", size, FLAME), sharp(box, tip), Image.new("L", size, 255))
    return [stick, wick, flame]


def glow(stage: Stage, x: float, y: float, size: float = 190) -> None:
    """The light of a flame on what is around it."""
    small = Image.new("L", (SIZE[0] // SOFT, SIZE[1] // SOFT))
    pen = ImageDraw.Draw(small)
    pen.ellipse(
        [(value) / SOFT for value in (x - size / 2, y - size / 2, x + size / 2, y + size / 2)], fill=130
    )
    soft = small.filter(ImageFilter.GaussianBlur(size / SOFT / 3)).resize(SIZE, Image.Resampling.BILINEAR)
    stage.image.paste(Colour.read("#ffe9b8"), (0, 0), soft)


def chamber(stage: Stage, look: Look) -> None:
    """A dish with a socket, a ring for a finger, and a candle."""
    body = DISH.at()
    ring_at = (body.axis + 222, body.profile[0][1] + 26)
    ring = strand(
        [
            ring_at,
            (ring_at[0] + 60, ring_at[1] - 44),
            (ring_at[0] + 108, ring_at[1] + 4),
            (ring_at[0] + 62, ring_at[1] + 50),
            (ring_at[0] - 14, ring_at[1] + 34),
        ],
        [11, 11, 11, 11, 11],
        look.main,
    )
    glow(stage, CENTRE, 560, 420)
    stand(stage, DISH, look, ring, body=body)
    holder = SOCKET.at(CENTRE, body.profile[0][1] + 44)
    stage.put(outside(SOCKET, holder, look), inside(SOCKET, holder, look), floor=None, shadow=False)
    stage.put(*candle(CENTRE, holder.profile[0][1] + 4, 210, 24), floor=None, shadow=False)


def columns(stage: Stage, look: Look) -> None:
    """Three slim columns in three heights, each with a candle."""
    for x, floor, height in (
        (300.0, FLOOR - 40, 230.0),
        (660.0, FLOOR - 20, 330.0),
        (470.0, FLOOR + 16, 440.0),
    ):
        pot = Pot(
            [(30, height), (26, height - 20), (22, height - 60), (20, 60), (34, 22), (66, 8), (68, 0)],
            shine=0.6,
            wall=5,
        )
        body = pot.at(x, floor)
        lit = candle(x, body.profile[0][1] + 4, 150, 15)
        stage.put(*lit, outside(pot, body, look), inside(pot, body, look), floor=body.floor)
        stage.put(*lit, floor=None, shadow=False)


def house(stage: Stage, look: Look) -> None:
    """Two houses with lit windows."""
    for left, width, height, floor in ((540.0, 210.0, 330.0, FLOOR - 50), (230.0, 270.0, 450.0, FLOOR + 10)):
        wall = floor - height * 0.68
        front = [
            (left, floor),
            (left, wall),
            (left + width / 2, floor - height),
            (left + width, wall),
            (left + width, floor),
        ]
        side = [
            (left + width, floor),
            (left + width, wall),
            (left + width + 74, wall - 22),
            (left + width + 74, floor - 22),
        ]
        roof = [
            (left + width, wall),
            (left + width / 2, floor - height),
            (left + width / 2 + 74, floor - height - 22),
            (left + width + 74, wall - 22),
        ]
        openings = [door(left + width * 0.36, floor, width * 0.28, height * 0.24)]
        openings += [
            window(left + width * x, wall + height * y, width * 0.18)
            for x, y in ((0.2, 0.06), (0.62, 0.06), (0.41, -0.17))
        ]
        faces = [flat(side, look.main, 150), flat(roof, look.main, 176), flat(front, look.main, 244)]
        stage.put(*faces, *(flat(shape, FLAME.lighter(0.35), 255) for shape in openings), floor=floor)
        glow(stage, left + width / 2, floor - height * 0.4, width * 0.9)


def door(x: float, floor: float, width: float, height: float) -> list[tuple[float, float]]:
    """An opening with a round top."""
    return [(x, floor - 4), *arch(x, floor - height, width), (x + width, floor - 4)]


def window(x: float, y: float, width: float) -> list[tuple[float, float]]:
    """A small opening with a round top."""
    return [(x, y + width * 1.3), *arch(x, y + width / 2, width), (x + width, y + width * 1.3)]


def arch(x: float, y: float, width: float) -> list[tuple[float, float]]:
    """Half a circle."""
    return [
        (x + width / 2 - width / 2 * cos(pi * i / 16), y - width / 2 * sin(pi * i / 16)) for i in range(17)
    ]


def flat(shape: list[tuple[float, float]], colour: Colour, brightness: int) -> Piece:
    """A flat surface."""
    box = box_around(shape)
    size = (box[2] - box[0], box[3] - box[1])
    return Piece(box, Image.new("RGB", size, colour), sharp(box, shape), Image.new("L", size, brightness))


def lake(stage: Stage, look: Look) -> None:
    """A bowl of water with a pillar in it, and a flame on that."""
    body = LAKE.at()
    _, y = body.profile[0]
    water = Look(Colour.read("#3d4d55"), look.accent, look.random)
    stage.put(outside(LAKE, body, look), inside(LAKE, body, water), floor=body.floor)
    middle = PILLAR.at(CENTRE, y + 40)
    stage.put(outside(PILLAR, middle, look), floor=None, shadow=False)
    glow(stage, CENTRE, y - 120, 300)
    stage.put(*candle(CENTRE, middle.profile[0][1] + 4, 60, 22), floor=None, shadow=False)


def on_the_wall(stage: Stage, look: Look) -> None:
    """A dish on the wall that reflects a candle."""
    stage.clear_table()
    plate = Pot([(MIRROR_DISH, 2.0), (MIRROR_DISH, 0.0)], tilt=1.0, wall=14, shine=0.0)
    body = plate.at(CENTRE, 500 + MIRROR_DISH)
    glow(stage, CENTRE, 500, 620)
    stage.put(inside(plate, body, look), floor=None)
    ledge = Pot([(86, 46), (80, 30), (40, 0)], tilt=0.2, wall=8)
    shelf = ledge.at(CENTRE, 770)
    stage.put(outside(ledge, shelf, look), inside(ledge, shelf, look), floor=None)
    stage.put(*candle(CENTRE, shelf.profile[0][1] + 8, 190, 24), floor=None, shadow=False)


SCENES: dict[str, Scene] = {
    "vase": partial(vase, pot=SHOULDER, flowers="branch"),
    "one-stem-vase": one_stem,
    "ash-vase": partial(vase, pot=ASH.scaled(0.86)),
    "armful-vase": partial(vase, pot=JAR.scaled(0.84), flowers="branch"),
    "planter": partial(planter, pot=PATIENT),
    "window-planter": partial(planter, pot=WINDOW, saucer=True),
    "herb-trough": trough,
    "hanging-planter": hanging,
    "candle-holder": chamber,
    "column-candle-holder": columns,
    "tealight-house": house,
    "bowl-candle-holder": lake,
    "wall-candle-holder": on_the_wall,
}
