"""Run inside a store: plan the same carts in each of the four ways, and time it. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from statistics import mean, median
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from shop.warehouses import strategies
from shop.warehouses.globe import capitals, distance
from shop.warehouses.strategies import Place, Plan, Stock, Strategy, Things, allocate, cost

CARTS = 10_000
THINGS = range(40)
# The places of the demonstration shop, and what it costs to send from them, in cents: see `seed.toml`.
PLACES = {
    "workshop": ((52.52, 13.405), 1, 500, 100, {"FR": 1200, "PT": 1600}),
    "lyon": ((45.764, 4.8357), 2, 900, 0, {"FR": 600}),
    "porto": ((41.1496, -8.611), 3, 1000, 0, {"PT": 400}),
}
COUNTRIES = ["DE", "FR", "PT", "AT", "NL", "PL"]


def seen_from(country: str) -> list[Place]:
    """The three places, as a parcel to a country sees them."""
    to = capitals()[country]
    return [
        Place(code, distance(point, to), rank, abroad.get(country, parcel), unit)
        for code, (point, rank, parcel, unit, abroad) in PLACES.items()
    ]


def cart(chance: Random, places: list[Place]) -> tuple[Things, Stock]:
    """A cart of one to four things, one to three of each; and what lies where, on two in three shelves."""
    wanted = {thing: chance.randint(1, 3) for thing in chance.sample(THINGS, chance.randint(1, 4))}
    stock = {
        place: {thing: chance.randint(1, 4) if chance.random() < 2 / 3 else 0 for thing in wanted}
        for place in places
    }
    return wanted, stock


def questions(count: int, number: int) -> Iterator[tuple[Things, Stock]]:
    """Carts that can be sent, the same ones each time; of so many places, all but three are made up."""
    chance = Random(1)  # noqa: S311 - it must be repeatable
    while count:
        places = seen_from(chance.choice(COUNTRIES))[:number]
        places += [
            Place(
                f"place-{n}", chance.uniform(50, 3000), n, chance.randint(300, 1600), chance.randint(0, 200)
            )
            for n in range(number - len(places))
        ]
        wanted, stock = cart(chance, places)
        if all(sum(lies[thing] for lies in stock.values()) >= units for thing, units in wanted.items()):
            count -= 1
            yield wanted, stock


def planned(strategy: Strategy) -> dict[str, float]:
    """What a strategy makes of all carts."""
    plans = [allocate(strategy, *question) for question in questions(CARTS, 3)]
    return {
        "parcels": round(mean(len(plan) for plan in plans), 3),
        "cost": round(mean(cost(plan)[1] for plan in plans) / 100, 2),
        "away": round(mean(place.away for plan in plans for place in plan)),
    }


def microseconds(strategy: Strategy, number: int) -> float:
    """How long it takes to plan one cart, with so many places; the middle of many."""
    taken = []
    for wanted, stock in questions(500, number):
        before = perf_counter()
        allocate(strategy, wanted, stock)
        taken.append((perf_counter() - before) * 1_000_000)
    return round(median(taken))


@contextmanager
def never_tried() -> Iterator[None]:
    """Plan as with more places than can be tried in every combination."""
    before, strategies.TRIED = strategies.TRIED, 0
    yield
    strategies.TRIED = before


def dearer(strategy: Strategy) -> dict[str, float]:
    """How much worse the good plan is than the best one, with eight places."""
    asked = list(questions(1000, 8))
    best = [allocate(strategy, *question) for question in asked]
    with never_tried():
        good = [allocate(strategy, *question) for question in asked]

    def size(plan: Plan) -> int:
        return len(plan) if strategy is Strategy.FEWEST_PARCELS else cost(plan)[1]

    worse = sum(size(one) > size(other) for one, other in zip(good, best, strict=True))
    extra = sum(map(size, good)) / sum(map(size, best)) - 1
    return {"worse": round(worse / len(asked) * 100, 1), "extra": round(extra * 100, 2)}


def main() -> None:
    """Plan, compare, time."""
    found = {
        "carts": CARTS,
        "ways": {strategy.value: planned(strategy) for strategy in Strategy},
        "times": {
            str(number): microseconds(Strategy.CHEAPEST, number) for number in (3, strategies.TRIED, 9, 30)
        },
        "greedy": {way.value: dearer(way) for way in (Strategy.FEWEST_PARCELS, Strategy.CHEAPEST)},
    }
    print(json.dumps(found))


main()
