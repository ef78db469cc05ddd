"""Whether an order is lost or paid twice when a server is killed: the drill at full size, with controls."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Kill Redis and PostgreSQL while people pay, and compare what they were told with what is there."""
    figures = []
    for one in measure(store("checkouts"), "checkouts.py")["drills"]:
        name, goal = one["drill"], None if one["control"] else 1
        wrong = f"{name}: orders, charges and shelves that are not as told, of {one['done']:,} orders"
        figures.append(Figure(f"{wrong} and {one['deaths']} deaths", one["wrong"], "", below=goal))
        if one["refused"] is not None:
            figures.append(Figure(f"{name}: answers to ask again", one["refused"], ""))
        if one["drifted"] is not None:
            figures.append(Figure(f"{name}: invariants that drifted", one["drifted"], "", below=goal))
    return figures
