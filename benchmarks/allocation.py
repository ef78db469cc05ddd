"""What the ways to choose among warehouses come to, and what it costs to choose."""

from typing import Any

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Plan invented carts in each way; time the planning; compare good plans with the best."""
    found = measure(store("allocation"), "allocation.py")
    return [
        Figure("carts planned in each way", found["carts"], ""),
        *(figure for way, plans in found["ways"].items() for figure in _way(way, plans)),
        *(
            Figure(f"cheapest, {number} places: planned in", time / 1000, "ms")
            for number, time in found["times"].items()
        ),
        *(figure for way, lost in found["greedy"].items() for figure in _lost(way, lost)),
    ]


def _way(way: str, plans: dict[str, Any]) -> list[Figure]:
    return [
        Figure(f"{way}: parcels a cart", plans["parcels"], ""),
        Figure(f"{way}: cost a cart", plans["cost"], "EUR"),
        Figure(f"{way}: way of a parcel", plans["away"], "km"),
    ]


def _lost(way: str, lost: dict[str, Any]) -> list[Figure]:
    return [
        Figure(f"{way}, not all sets tried: carts that get a worse plan", lost["worse"], "%"),
        Figure(f"{way}, not all sets tried: worse in sum by", lost["extra"], "%"),
    ]
