"""Whether the thousandth page of a million products costs what the first does, and how it is found."""

from typing import Any

from benchmarks.figures import RESULTS, Figure
from benchmarks.stores import measure, store

PLANS = RESULTS / "million-plans.txt"


def run() -> list[Figure]:
    """Measure pages of the API's list, following its cursor; keep the plans beside the figures."""
    found = measure(store("million"), "million.py")
    PLANS.write_text("\n".join(told(what, one) for what, one in found["plans"].items()), "utf-8")
    return [
        Figure("products", found["products"], ""),
        Figure("first page", found["first"], "ms"),
        Figure("thousandth page", found["thousandth"], "ms"),
        Figure("thousandth page dearer by", found["dearer"], "%", below=20),
        Figure("queries a page", found["queries"], "", below=5),
        *(figure for what, one in found["plans"].items() for figure in cost(what, one)),
    ]


def cost(what: str, one: dict[str, Any]) -> list[Figure]:
    """What one plan took, and how much of the database it looked at."""
    return [
        Figure(f"plan: {what}", one["milliseconds"], "ms"),
        Figure(f"plan: {what}: pages of 8 kB looked at", one["pages"], ""),
    ]


def told(what: str, one: dict[str, Any]) -> str:
    """A plan under its name."""
    return "\n".join([f"## {what}", "", *one["plan"], ""])
