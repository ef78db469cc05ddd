"""How far it is from one point of the earth to another, and where a country's parcels go."""

import tomllib
from functools import cache
from math import asin, cos, inf, radians, sin, sqrt
from pathlib import Path

from shop.inventory.destinations import Destination

Point = tuple[float, float]  # latitude and longitude, in degrees

# The mean radius of the earth, in kilometres. It is no perfect sphere: distances are right to half a percent.
RADIUS = 6371.0088


def distance(one: Point, other: Point) -> float:
    """Kilometres along the great circle between two points, by the haversine formula."""
    (south, west), (north, east) = (map(radians, point) for point in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(half)))


def target(to: Destination) -> Point | None:
    """Where it goes: the address's own point if somebody knows it, or else its country's capital."""
    return to.point or capitals().get(to.country)


def away(place: Point | None, to: Destination) -> float:
    """Kilometres from a place to where it goes; infinitely many if nobody knows where one of them is."""
    point = target(to)
    return inf if place is None or point is None else distance(place, point)


@cache
def capitals() -> dict[str, Point]:
    """The point that stands for a country, from the file beside this module."""
    file = Path(__file__).with_name("capitals.toml")
    return {code: (at[0], at[1]) for code, at in tomllib.loads(file.read_text(encoding="utf-8")).items()}
