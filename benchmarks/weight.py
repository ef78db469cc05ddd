"""How many bytes leave the shop for a list that somebody opens, and for what follows."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Weigh the first page of the storefront, what it loads once, and its pictures in each width."""
    found = measure(store("weight"), "weight.py")
    figures = [Figure(what, bytes_ / 1000, "kB") for what, bytes_ in found["kilo"].items()]
    return [*figures, Figure("pictures in the list", found["pictures"], "")]
