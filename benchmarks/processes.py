"""What the processes of production take, for the requests in the manifests: memory, and a part of a core."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Let all of them work for a minute: 300 pages, 300 errands, and what beat begins by itself."""
    figures = []
    for one in measure(store("processes"), "processes.py")["processes"]:
        figures.append(Figure(f"{one['name']}: memory, shared counted once", one["mb"], "MB"))
        figures.append(Figure(f"{one['name']}: processor", 1000 * one["cores"], "m"))
    return figures
