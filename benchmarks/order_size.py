"""How many bytes an order leaves in the database, with its lines, its events and all indexes."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Order many times in a store of its own, and compare the tables' sizes."""
    found = measure(store("order-size"), "order_size.py")
    figures = [
        Figure("orders of two lines, unpaid", found["orders"], ""),
        Figure("bytes an order leaves", round(found["bytes"]), "B"),
    ]
    return figures + [
        Figure(f"of these, {name}", round(size), "B") for name, size in found["largest"].items()
    ]
