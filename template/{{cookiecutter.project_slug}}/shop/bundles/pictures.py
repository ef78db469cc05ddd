"""Pictures of the sets: several things of the shop on one table."""

from dataclasses import replace

from shop.media.pictures.cloth import folded
from shop.media.pictures.colour import Colour
from shop.media.pictures.plants import pot_plant
from shop.media.pictures.pots import CENTRE, FLOOR, Look, Pot, Scene, handle, inside, lip, outside, stand
from shop.media.pictures.rooms import DISH, SOCKET, UNDER, WINDOW, candle, glow
from shop.media.pictures.stage import Stage
from shop.media.pictures.tableware import (
    HARBOUR,
    JUG,
    PLAIN,
    PLATE,
    PORRIDGE,
    SALAD,
    SAUCE,
    SOUP,
    plates,
    teapot,
)
from shop.media.pictures.tableware import SUNDAY_TEAPOT as TEAPOT
from shop.media.pictures.textiles import cloth_of


def mug(stage: Stage, look: Look, pot: Pot, axis: float, floor: float) -> None:
    """A mug with its handle at the right."""
    body = pot.at(axis, floor)
    stand(stage, pot, look, handle(body, look.main, 0.14, 0.72, thick=16 * pot.wall / 9), body=body)


def breakfast(stage: Stage, look: Look) -> None:
    """A plate behind, a bowl at the left, a mug at the right."""
    plates(stage, look, PLATE.scaled(0.86), 2, at=(CENTRE + 20, FLOOR - 70))
    bowl = PORRIDGE.scaled(0.86)
    stand(stage, bowl, look, body=bowl.at(CENTRE - 190, FLOOR + 26))
    mug(stage, look, HARBOUR.scaled(0.8), CENTRE + 190, FLOOR + 44)


def kitchen(stage: Stage, look: Look) -> None:
    """A stack of plates with a stack of bowls upon it, and two mugs."""
    plates(stage, look, PLATE.scaled(0.9), 4, at=(CENTRE - 90, FLOOR + 6))
    bowl = PORRIDGE.scaled(0.78)
    for level in range(3):
        body = bowl.at(CENTRE - 90, FLOOR - 128 - level * 58)
        stage.put(outside(bowl, body, look), inside(bowl, body, look), floor=None, shadow=False)
    mug(stage, look, HARBOUR.scaled(0.7), CENTRE + 260, FLOOR - 50)
    mug(stage, look, HARBOUR.scaled(0.74), CENTRE + 190, FLOOR + 54)


def tea(stage: Stage, look: Look) -> None:
    """A teapot behind, two cups and a jug before it."""
    teapot(stage, look, TEAPOT, arch=True, at=(CENTRE - 40, FLOOR - 70))
    for axis, floor in ((CENTRE + 70, FLOOR + 50), (CENTRE - 230, FLOOR + 40)):
        mug(stage, look, PLAIN.scaled(0.72), axis, floor)
    small = SAUCE.scaled(0.52)
    body = small.at(CENTRE + 300, FLOOR - 10)
    (left, hollow), (right, other) = lip(body, look, 26), lip(body, look, 26, side=1)
    stage.put(left, right, outside(small, body, look), other, hollow, floor=body.floor)


def lunch(stage: Stage, look: Look) -> None:
    """A jug behind, a bowl before it, napkins at the side."""
    tall = JUG.scaled(0.9)
    body = tall.at(CENTRE + 150, FLOOR - 80)
    beak, hollow = lip(body, look, 32)
    stage.put(
        handle(body, look.main, 0.06, 0.62, 0.9), beak, outside(tall, body, look), hollow, floor=body.floor
    )
    bowl = SALAD.scaled(0.84)
    stand(stage, bowl, look, body=bowl.at(CENTRE - 130, FLOOR + 6))
    flax = replace(look, main=Colour.read("#cdbf9f"), accent=Colour.read("#8d7b58"))
    for level in range(3):
        bottom = FLOOR + 84 - level * 40
        box = (540, round(bottom - 42), 840, round(bottom))
        pattern = "windowpane" if level == 2 else "plain"
        lying = folded(cloth_of(flax, pattern), box, turned=level == 1, layers=2)
        stage.put(lying, floor=bottom, shadow=level == 0)


def evening(stage: Stage, look: Look) -> None:
    """A folded blanket, a candle upon a dish, a mug."""
    moss = replace(look, main=Colour.read("#6f7a4c"), accent=Colour.read("#3f4630"))
    honey = replace(look, main=Colour.read("#c98f3c"), accent=Colour.read("#7c4f1f"))
    bottom = FLOOR - 40
    for level in range(2):
        box = (90, round(bottom - 130), 560, round(bottom))
        lying = folded(cloth_of(look, "check"), box, turned=level == 1)
        stage.put(lying, floor=bottom, shadow=level == 0)
        bottom -= 126
    glow(stage, 690, 560, 380)
    dish = DISH.scaled(0.8)
    stand(stage, dish, moss, body=dish.at(690, FLOOR - 10))
    holder = SOCKET.scaled(0.8).at(690, FLOOR - 72)
    stage.put(outside(SOCKET, holder, moss), inside(SOCKET, holder, moss), floor=None, shadow=False)
    stage.put(*candle(690, holder.profile[0][1] + 4, 180, 20), floor=None, shadow=False)
    mug(stage, honey, SOUP.scaled(0.74), 330, FLOOR + 74)


def sill(stage: Stage, look: Look) -> None:
    """Three planters, from small to large."""
    for axis, floor, size in (
        (640.0, FLOOR - 60, 0.92),
        (300.0, FLOOR - 20, 0.72),
        (480.0, FLOOR + 60, 0.52),
    ):
        dish, pot = UNDER.scaled(size), WINDOW.scaled(size)
        stand(stage, dish, look, body=dish.at(axis, floor + 16 * size))
        body = pot.at(axis, floor)
        radius, y = body.profile[0]
        earth = replace(look, main=Colour.read("#4a372c"), accent=look.main)
        stage.put(outside(pot, body, look), inside(pot, body, earth), floor=None, shadow=False)
        stage.put(*pot_plant((axis, y + 8), look.random, radius), floor=None)


SCENES: dict[str, Scene] = {
    "breakfast-for-two": breakfast,
    "first-kitchen": kitchen,
    "tea-in-white": tea,
    "long-lunch": lunch,
    "quiet-evening": evening,
    "window-sill": sill,
}
