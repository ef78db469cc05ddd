"""What each layer that keeps pages brings, and what a crowd does to what was forgotten."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store

LAYERS = ("nothing is kept", "Redis remembers", "a cache before the shop")


def run() -> list[Figure]:
    """Ask for a list and a product through each layer, for the API's list twice, and as a crowd."""
    found = measure(store("caching"), "caching.py")
    layers = [
        figure
        for name in LAYERS
        for figure in (
            Figure(f"{name}: pages a second", found[name]["rate"], "/s"),
            Figure(f"{name}: half are there within", found[name]["half"], "ms"),
            Figure(f"{name}: statements of a list", found[name]["statements"], ""),
        )
    ]
    answers = [
        figure
        for name, words in (("whole", "told whole"), ("unchanged", "told to be unchanged"))
        for figure in (
            Figure(f"the API's list, {words}: half are there within", found[name]["half"], "ms"),
            Figure(f"the API's list, {words}: body", found[name]["bytes"] / 1000, "kB"),
        )
    ]
    crowds = [
        figure
        for name, one in found["crowd"].items()
        for figure in (
            Figure(f"50 ask for what was forgotten, {name} makes it: makers", one["makers"], ""),
            Figure(f"50 ask for what was forgotten, {name} makes it: the last waits", one["longest"], "ms"),
        )
    ]
    return [*layers, *answers, *crowds]
