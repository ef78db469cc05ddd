"""How long the server works on the pages that shoppers open most, and how often it asks the database."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Measure the product list and a product page, of the storefront and of the API."""
    found = measure(store("pages"), "pages.py")
    return [
        figure
        for name, page in found.items()
        for figure in (
            Figure(f"{name}: time at the server", page["milliseconds"], "ms", below=50),
            Figure(f"{name}: queries", page["queries"], "", below=5 if "list" in name else None),
        )
    ]
