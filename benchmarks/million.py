"""Whether the thousandth page of a million products costs what the first does."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Measure pages of the API's list, following its cursor."""
    found = measure(store("million"), "million.py")
    return [
        Figure("products", found["products"], ""),
        Figure("first page", found["first"], "ms"),
        Figure("thousandth page", found["thousandth"], "ms"),
        Figure("thousandth page dearer by", found["dearer"], "%", below=20),
        Figure("queries a page", found["queries"], "", below=5),
    ]
