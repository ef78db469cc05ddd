"""Whether anything is lost when a server is killed: the drills at their full size, with their controls."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Kill Redis and PostgreSQL while people shop, and compare what they were told with what is there."""
    figures = []
    for one in measure(store("servers"), "servers.py")["drills"]:
        name, goal = one["drill"], None if one["control"] else 1
        lost = f"{name}: accounts that do not agree, of {one['done']:,} changes and {one['deaths']} deaths"
        figures.append(Figure(lost, one["wrong"], "", below=goal))
        if one["drifted"] is not None:
            figures.append(Figure(f"{name}: invariants that drifted", one["drifted"], "", below=1))
    return figures
