"""What it costs to ask the database often: a list asked for row by row, and a connection made anew."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Measure one list of products read in two ways, and one statement on two kinds of connection."""
    found = measure(store("queries"), "queries.py")
    return [
        Figure("products in the list", found["products"], ""),
        Figure("the list, asked row by row: queries", found["row by row"]["queries"], ""),
        Figure("the list, asked row by row: time", found["row by row"]["milliseconds"], "ms"),
        Figure("the list, asked together: queries", found["together"]["queries"], "", below=5),
        Figure("the list, asked together: time", found["together"]["milliseconds"], "ms"),
        Figure("one statement on a connection that is kept", found["kept"], "ms"),
        Figure("one statement on a connection made for it", found["anew"], "ms"),
    ]
