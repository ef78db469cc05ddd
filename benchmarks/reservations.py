"""Whether stock is ever sold twice: the drill at its full size, every way to take beside the others."""

from typing import Any

from benchmarks.figures import Figure, machine
from benchmarks.plots import bars
from benchmarks.stores import measure, store
from shopwright.store import ROOT

PICTURE = ROOT / "docs" / "assets" / "screens" / "reservations-drill.svg"
# The two that show what the others are for: the first oversells, the second waits in rings.
CONTROLS = ("read, think, write", "row locks as they come")


def run() -> list[Figure]:
    """Run each way on many things and on one, and draw what came of it."""
    found = measure(store("reservations"), "reservations.py")
    drills = found["drills"]
    title = f"Carts a second, 16 at once, on {machine()['cores']} cores"
    PICTURE.write_text(bars(title, [_row(one) for one in drills]), "utf-8")
    return [
        *(figure for one in drills for figure in _figures(one)),
        Figure("the store: changes that touched no index", found["in_place"], "%"),
    ]


def _figures(one: dict[str, Any]) -> list[Figure]:
    name = f"{one['way']}, {one['case']}"
    none = None if one["way"] in CONTROLS else 1
    figures = [
        Figure(f"{name}: units oversold in {one['attempts']:,} attempts", one["oversold"], "", below=none),
        Figure(f"{name}: units of which the table is wrong", one["drifted"], "", below=none),
        Figure(f"{name}: attempts", one["rate"], "/s"),
        Figure(f"{name}: 99 of 100 within", one["p99"], "ms"),
    ]
    if one["rings"]:
        figures.append(Figure(f"{name}: deadlocks", one["rings"], "", below=none))
    if one["retries"]:
        figures.append(Figure(f"{name}: tries thrown away", one["retries"], ""))
    return figures


def _row(one: dict[str, Any]) -> tuple[str, str, float, str]:
    """What the picture says of one drill: the way, the case, how long the bar is, and a word beside it."""
    if one["oversold"]:
        return one["way"], one["case"], one["rate"], f"{one['oversold']:,} sold that never were"
    if one["rings"]:
        return one["way"], one["case"], one["rate"], f"{one['rings']} deadlocks in {one['attempts']:,}"
    return one["way"], one["case"], one["rate"], f"99 of 100 within {one['p99']:.0f} ms"
