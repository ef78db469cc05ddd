"""Cups, plates, bowls, jugs and teapots."""

from functools import partial

from shop.media.pictures.colour import Colour
from shop.media.pictures.curves import strand
from shop.media.pictures.pots import (
    BRICK,
    CANE,
    CENTRE,
    DARK_CLAY,
    FLOOR,
    PORCELAIN,
    TOASTED,
    Look,
    Pot,
    Scene,
    handle,
    inside,
    lid,
    lip,
    outside,
    spout,
    stand,
)
from shop.media.pictures.stage import Point, Stage

HARBOUR = Pot([(150, 330), (156, 250), (158, 150), (152, 40), (132, 0)], bare=0.22, spots=260)
NIGHT = Pot(
    [(158, 430), (160, 300), (160, 120), (158, 30), (146, 0)], DARK_CLAY, bands=[(330, 7), (312, 3)], spots=90
)
SOUP = Pot([(206, 262), (212, 190), (196, 80), (150, 14), (118, 0)], TOASTED, 0.2, 320, tilt=0.19)
SMALL_HANDS = Pot([(132, 236), (142, 180), (164, 70), (164, 24), (150, 0)], bare=0.16, spots=160)
PLAIN = Pot([(138, 226), (134, 160), (116, 76), (74, 16), (66, 0)], PORCELAIN, wall=5, shine=0.6, tilt=0.18)
SHORT = Pot([(118, 215), (120, 160), (112, 70), (84, 0)], bare=0.3, spots=150, wall=8, tilt=0.17)
TUMBLER = Pot([(128, 400), (122, 300), (110, 120), (100, 24), (92, 0)], bare=0.34, spots=120, wall=7)
SAUCER = Pot([(236, 40), (220, 30), (160, 8), (120, 0)], spots=160, tilt=0.34, wall=7)
PLATE = Pot([(330, 42), (306, 32), (226, 10), (180, 0)], spots=0, tilt=0.32, wall=8)
CRUMB = Pot([(290, 64), (276, 50), (190, 34), (120, 30), (112, 0)], spots=260, tilt=0.3, wall=8)
PLATTER = Pot([(410, 56), (384, 40), (300, 10), (250, 0)], spots=420, tilt=0.3, wall=12)
PORRIDGE = Pot(
    [(236, 226), (228, 160), (186, 70), (126, 22), (112, 16), (108, 0)], bare=0.14, spots=260, tilt=0.22
)
NOODLE = Pot(
    [(292, 292), (278, 200), (226, 96), (150, 30), (132, 22), (126, 0)],
    DARK_CLAY,
    0.18,
    90,
    tilt=0.22,
    wall=12,
)
NESTING = Pot(
    [(250, 200), (244, 140), (206, 60), (140, 14), (112, 0)], PORCELAIN, tilt=0.22, wall=6, shine=0.6
)
OLIVE = Pot([(210, 92), (204, 66), (170, 22), (120, 0)], TOASTED, 0.2, 240, tilt=0.28)
SALAD = Pot(
    [(340, 270), (322, 190), (256, 84), (164, 20), (150, 0)], BRICK, 0.86, tilt=0.24, wall=12, shine=0.15
)
JUG = Pot([(104, 470), (96, 420), (104, 350), (160, 220), (172, 130), (152, 30), (128, 0)], TOASTED, 0.2, 260)
MILK = Pot([(92, 300), (88, 260), (98, 190), (122, 100), (118, 30), (100, 0)], bare=0.2, spots=160, wall=7)
WINE = Pot(
    [(66, 500), (48, 440), (54, 360), (130, 240), (190, 130), (184, 50), (150, 0)], DARK_CLAY, 0.12, 120
)
SAUCE = Pot([(196, 252), (202, 204), (178, 108), (134, 24), (115, 0)], PORCELAIN, wall=6, shine=0.6, tilt=0.2)
LOW_TEAPOT = Pot([(92, 262), (130, 246), (206, 150), (200, 80), (150, 10), (136, 0)], bare=0.14, spots=160)
SIDE_TEAPOT = Pot(
    [(78, 240), (104, 228), (164, 140), (164, 80), (128, 14), (112, 0)], shine=0.2, bands=[(150, 4)]
)
SUNDAY_TEAPOT = Pot(
    [(88, 300), (122, 288), (212, 180), (210, 100), (150, 18), (126, 14), (122, 0)], shine=0.65
)


def mug(stage: Stage, look: Look, pot: Pot, reach: float = 1.0) -> None:
    """One mug with its handle at the right."""
    pot = pot.scaled(1.16)
    body = pot.at(CENTRE - 60, FLOOR + 16)
    stand(stage, pot, look, handle(body, look.main, 0.14, 0.72, reach), body=body)


def pair(stage: Stage, look: Look, pot: Pot, with_handle: bool = False) -> None:
    """Two of a kind, one behind the other; the one in front may have a handle."""
    stand(stage, pot, look, body=pot.at(CENTRE + 145, FLOOR - 70))
    body = pot.at(CENTRE - 115, FLOOR + 22)
    behind = [handle(body, look.main, 0.14, 0.62, thick=10)] if with_handle else []
    stand(stage, pot, look, *behind, body=body)


def plates(stage: Stage, look: Look, pot: Pot, count: int = 1, at: Point = (CENTRE, FLOOR + 14)) -> None:
    """A plate, or some in a stack."""
    for level in range(count):
        body = pot.at(at[0], at[1] - level * 30)
        stage.put(outside(pot, body, look), floor=body.floor, shadow=level == 0)
    radius, y = body.profile[0]
    stage.put(inside(pot, body, look), floor=None, shadow=False)
    well = Pot([(radius * 0.66, 0.0), (radius * 0.66, -1.0)], tilt=pot.tilt, wall=3)
    hollow = Look(look.main, look.main.darker(0.28), look.random)
    ring = well.at(at[0], y + pot.tilt * radius * 0.66 + 7)
    stage.put(inside(well, ring, hollow), floor=None, shadow=False)


def bowl(stage: Stage, look: Look, pot: Pot) -> None:
    """One bowl."""
    stand(stage, pot, look)


def noodles(stage: Stage, look: Look) -> None:
    """A deep bowl with chopsticks across it."""
    body = stand(stage, NOODLE, look)
    radius, y = body.profile[0]
    wood = Colour.read("#7b4f33")
    for shift in (0, 26):
        points = [
            (CENTRE - radius - 60, y - 26 + shift),
            (CENTRE, y - 38 + shift),
            (CENTRE + radius + 90, y - 52 + shift * 0.5),
        ]
        stage.put(strand(points, [5, 6, 8], wood), floor=y + 40)


def nest(stage: Stage, look: Look) -> None:
    """Three bowls of three sizes."""
    for factor, axis, floor in ((1.0, 400.0, -60), (0.74, 640.0, 10), (0.52, 440.0, 60)):
        pot = NESTING.scaled(factor)
        stand(stage, pot, look, body=pot.at(axis, FLOOR + floor))


def olives(stage: Stage, look: Look) -> None:
    """A dish, and a smaller one for the stones."""
    stand(stage, OLIVE, look, body=OLIVE.at(CENTRE - 70, FLOOR - 40))
    small = OLIVE.scaled(0.55)
    stand(stage, small, look, body=small.at(CENTRE + 190, FLOOR + 40))


def jug(stage: Stage, look: Look, pot: Pot, reach: float = 1.0) -> None:
    """A jug with a lip at the left and a handle at the right."""
    body = pot.at(CENTRE - 30)
    pull = handle(body, look.main, 0.06, 0.62, reach * 0.9)
    beak, hollow = lip(body, look, body.profile[0][0] * 0.34)
    stage.put(pull, beak, outside(pot, body, look), hollow, floor=body.floor)


def sauce(stage: Stage, look: Look) -> None:
    """A jug with a lip on either side."""
    body = SAUCE.at()
    (left, hollow), (right, other) = lip(body, look, 46), lip(body, look, 46, side=1)
    stage.put(left, right, outside(SAUCE, body, look), other, hollow, floor=body.floor)


def teapot(
    stage: Stage, look: Look, pot: Pot, *, arch: bool = False, at: Point = (CENTRE + 20, FLOOR)
) -> None:
    """A teapot: spout at the left; the handle at the right, or as an arch of cane over the lid."""
    body = pot.at(*at)
    pour = spout(body, look.main, 0.62)
    rim = body.profile[0][1]
    if arch:
        reach = body.profile[0][0] + 46
        y = rim + 40
        points = [(body.axis - reach, y), (body.axis - reach + 6, y - 150), (body.axis, y - 250)]
        points += [(body.axis + reach - 6, y - 150), (body.axis + reach, y)]
        hold = strand(points, [9, 9, 10, 9, 9], CANE)
    else:
        hold = handle(body, look.main, 0.22, 0.82, 1.15, 14)
    stage.put(pour, hold, outside(pot, body, look), floor=body.floor)
    lid(stage, body, look, pot.shine)


def side_handle(stage: Stage, look: Look) -> None:
    """A small teapot whose straight handle points to us, at a right angle to the spout."""
    body = SIDE_TEAPOT.at(CENTRE - 10)
    rim = body.profile[0][1]
    stage.put(spout(body, look.main, 0.6, 0.8), outside(SIDE_TEAPOT, body, look), floor=body.floor)
    lid(stage, body, look, 0.2)
    grip = strand(
        [(body.axis + 90, rim + 118), (body.axis + 170, rim + 110), (body.axis + 290, rim + 78)],
        [22, 20, 27],
        look.main,
    )
    stage.put(grip, floor=None, shadow=False)


SCENES: dict[str, Scene] = {
    "mug": partial(mug, pot=HARBOUR),
    "short-cup": partial(pair, pot=SHORT),
    "night-shift-mug": partial(mug, pot=NIGHT, reach=0.9),
    "plain-cup": partial(pair, pot=PLAIN, with_handle=True),
    "soup-mug": partial(mug, pot=SOUP, reach=0.9),
    "small-hands-mug": partial(mug, pot=SMALL_HANDS),
    "travelling-cup": partial(pair, pot=TUMBLER),
    "plate": partial(plates, pot=PLATE, count=4),
    "saucer-for-anything": partial(plates, pot=SAUCER.scaled(1.2), count=2),
    "crumb-plate": partial(plates, pot=CRUMB),
    "feast-platter": partial(plates, pot=PLATTER),
    "bowl": partial(bowl, pot=PORRIDGE.scaled(1.2)),
    "noodle-bowl": noodles,
    "nesting-bowls": nest,
    "olive-dish": olives,
    "salad-bowl": partial(bowl, pot=SALAD),
    "jug": partial(jug, pot=JUG),
    "milk-jug": partial(jug, pot=MILK.scaled(1.25), reach=0.9),
    "wine-jug": partial(bowl, pot=WINE),
    "sauce-jug": sauce,
    "teapot": partial(teapot, pot=LOW_TEAPOT),
    "side-handle-teapot": side_handle,
    "sunday-teapot": partial(teapot, pot=SUNDAY_TEAPOT, arch=True),
}
