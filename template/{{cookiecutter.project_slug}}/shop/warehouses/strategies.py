"""Which places send what: a pure function from what is wanted and what lies where to a plan, in four ways."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import inf

from shop.inventory.errors import OutOfStock


class Strategy(StrEnum):
    """What a shop cares for most when it sends."""

    NEAREST = "nearest"
    FEWEST_PARCELS = "fewest-parcels"
    CHEAPEST = "cheapest"
    PRIORITY = "priority"


@dataclass(frozen=True)
class Place:
    """What is known of a place that could send.

    Attributes:
        code: its name; it decides where all else is equal, so that the same question has one answer.
        away: kilometres to where the parcel goes; infinitely many where nobody knows.
        rank: the smaller, the sooner it sends.
        parcel: what a parcel costs from here, in minor units; None where nobody knows.
        unit: what each unit in it costs besides.
    """

    code: str
    away: float = inf
    rank: int = 100
    parcel: int | None = None
    unit: int = 0

    @property
    def near(self) -> tuple[float, int, str]:
        """Its turn where the nearest comes first."""
        return (self.away, self.rank, self.code)

    @property
    def first(self) -> tuple[int, float, str]:
        """Its turn where the shop's own order counts."""
        return (self.rank, self.away, self.code)

    @property
    def cheap(self) -> tuple[bool, int, tuple[float, int, str]]:
        """Its turn for a unit, where the parcel is sent anyway."""
        return (self.parcel is None, self.unit, self.near)


Things = Mapping[int, int]  # units by thing
Stock = Mapping[Place, Things]  # what may be taken from each place
Plan = dict[Place, dict[int, int]]  # what is taken from each place that sends
Merit = Callable[[Place, int], tuple[bool, float]]  # of a place that gives so many: the larger, the sooner

# With so many places or fewer, every set of them is tried: 255 sets for eight. Each place more doubles them.
# Beyond, a good plan is taken that may not be the best.
TRIED = 8


def allocate(strategy: Strategy, wanted: Things, stock: Stock) -> Plan:
    """Say which places send what. It gives all that is wanted, and takes nowhere more than there is.

    Raises:
        OutOfStock: all places together have not enough.
    """
    have = {thing: sum(lies.get(thing, 0) for lies in stock.values()) for thing in wanted}
    if short := {thing: units for thing, units in have.items() if units < wanted[thing]}:
        words = ", ".join(f"{units} of {wanted[thing]} of {thing}" for thing, units in short.items())
        raise OutOfStock(short, found=f"{words}.")
    return WAYS[strategy](wanted, {place: lies for place, lies in stock.items() if useful(wanted, lies)})


def useful(wanted: Things, lies: Things) -> bool:
    """Whether a place has anything of what is wanted."""
    return any(lies.get(thing, 0) > 0 for thing in wanted)


def filled(wanted: Things, stock: Stock, turns: Sequence[Place]) -> Plan:
    """Take from each place in its turn as much as it has of what is still missing."""
    missing, plan = dict(wanted), {}
    for place in turns:
        gives = {thing: min(units, stock[place].get(thing, 0)) for thing, units in missing.items()}
        if gives := {thing: units for thing, units in gives.items() if units > 0}:
            plan[place] = gives
            missing = {thing: units - gives.get(thing, 0) for thing, units in missing.items()}
    return plan


def turn(place: Place) -> tuple[float, int, str]:
    """Its turn where the nearest comes first."""
    return place.near


def nearest(wanted: Things, stock: Stock) -> Plan:
    """Each unit comes from the nearest place that has it, in as many parcels as that takes."""
    return filled(wanted, stock, sorted(stock, key=turn))


def priority(wanted: Things, stock: Stock) -> Plan:
    """Each unit comes from the first place in the shop's own order that has it."""
    return filled(wanted, stock, sorted(stock, key=lambda place: place.first))


def fewest_parcels(wanted: Things, stock: Stock) -> Plan:
    """As few places as can be; of several such sets, the one that is nearest in sum."""
    near = sorted(stock, key=turn)
    if len(near) > TRIED:
        return filled(wanted, stock, without_spare(wanted, stock, in_turn(wanted, stock, near, most)))
    for size in range(1, len(near) + 1):
        if enough := [some for some in combinations(near, size) if covers(wanted, stock, some)]:
            return filled(wanted, stock, min(enough, key=in_sum))
    return {}


def cheapest(wanted: Things, stock: Stock) -> Plan:
    """What costs the shop least to send. A place of which nobody knows what it costs is the last resort."""
    cheap = sorted(stock, key=lambda place: place.cheap)
    if len(cheap) > TRIED:
        thrifty = sorted(in_turn(wanted, stock, cheap, least_a_unit), key=lambda place: place.cheap)
        sensible = [dearest_left_out(wanted, stock, turns) for turns in (cheap, thrifty)]
        plans = (filled(wanted, stock, some) for some in sensible)
    else:
        plans = (filled(wanted, stock, some) for some in sets(cheap) if covers(wanted, stock, some))
    return min(plans, key=lambda plan: (cost(plan), in_sum(sorted(plan, key=turn))), default={})


WAYS: Mapping[Strategy, Callable[[Things, Stock], Plan]] = {
    Strategy.NEAREST: nearest,
    Strategy.FEWEST_PARCELS: fewest_parcels,
    Strategy.CHEAPEST: cheapest,
    Strategy.PRIORITY: priority,
}


def cost(plan: Plan) -> tuple[int, int]:
    """What a plan costs to send: first how many units go at an unknown cost, then the known amount."""
    unknown = sum(sum(gives.values()) for place, gives in plan.items() if place.parcel is None)
    known = {place: gives for place, gives in plan.items() if place.parcel is not None}
    return unknown, sum(
        (place.parcel or 0) + place.unit * sum(gives.values()) for place, gives in known.items()
    )


def covers(wanted: Things, stock: Stock, some: Sequence[Place]) -> bool:
    """Whether these places together have all that is wanted."""
    return all(sum(stock[place].get(thing, 0) for place in some) >= units for thing, units in wanted.items())


def sets(places: Sequence[Place]) -> Iterator[tuple[Place, ...]]:
    """Every set of places that is not empty, each in the order in which they came."""
    for size in range(1, len(places) + 1):
        yield from combinations(places, size)


def in_sum(some: Sequence[Place]) -> tuple[float, list[tuple[float, int, str]]]:
    """How far a set of places is, and its names where that is equal."""
    return sum(place.away for place in some), [place.near for place in some]


def in_turn(wanted: Things, stock: Stock, places: Sequence[Place], merit: Merit) -> list[Place]:
    """Take the place of most merit for what is missing, and again, until nothing is."""
    missing, rest, taken = dict(wanted), list(places), list[Place]()
    while any(missing.values()):
        best = max(rest, key=lambda place: merit(place, given(missing, stock[place])))
        rest.remove(best)
        taken.append(best)
        missing = {thing: max(0, units - stock[best].get(thing, 0)) for thing, units in missing.items()}
    return taken


def given(missing: Things, lies: Things) -> int:
    """How many units of what is missing lie in a place."""
    return sum(min(units, lies.get(thing, 0)) for thing, units in missing.items())


def most(place: Place, units: int) -> tuple[bool, float]:
    """Merit: how much it gives."""
    return True, units


def least_a_unit(place: Place, units: int) -> tuple[bool, float]:
    """Merit: how little a unit costs with its part of the parcel. What is not known comes last."""
    if not units or place.parcel is None:
        return False, units
    return True, -(place.parcel + place.unit * units) / units


def without_spare(wanted: Things, stock: Stock, taken: list[Place]) -> list[Place]:
    """Leave out, from the last taken on, each place without which the others have enough too."""
    for place in reversed(taken):
        others = [other for other in taken if other != place]
        if covers(wanted, stock, others):
            taken = others
    return taken


def dearest_left_out(wanted: Things, stock: Stock, turns: list[Place]) -> list[Place]:
    """Leave out the place without which the plan gets cheapest, and again, as long as it gets cheaper."""
    now = cost(filled(wanted, stock, turns))
    while True:
        fewer = [[other for other in turns if other != place] for place in turns]
        options = [some for some in fewer if covers(wanted, stock, some)]
        best = min(options, key=lambda some: cost(filled(wanted, stock, some)), default=turns)
        if (then := cost(filled(wanted, stock, best))) >= now:
            return turns
        now, turns = then, best
