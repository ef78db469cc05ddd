"""Whether anybody notices when processes end and others take their place: the drill at full size."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store

ORDERS = {
    "asleep_first": "it sleeps, then ends",
    "forgotten_first": "nobody sends any more, then it ends",
    "told_first": "control, it ends at once",
}


def run() -> list[Figure]:
    """Replace 5 web processes in each order, and 5 workers."""
    found = measure(store("endings"), "endings.py")
    figures = []
    for one in found["orders"]:
        name, control = ORDERS[one["order"]], one["order"] == "told_first"
        figures.append(Figure(f"{name}: requests answered", one["pages"], ""))
        goal = {"at_least": 1} if control else {"below": 1}
        figures.append(Figure(f"{name}: requests failed", one["failed"], "", **goal))
    figures.append(Figure("errands of workers that were replaced, done", found["done"], ""))
    figures.append(Figure("errands not done", found["undone"], "", below=1))
    figures.append(Figure("errands done twice, which the shop's own bear", found["often"], ""))
    return figures
