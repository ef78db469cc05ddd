"""What each tuning of the store's own suite brings, before and after, measured in turns on real servers."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from benchmarks.figures import Figure, machine
from benchmarks.plots import Row, bars
from benchmarks.stores import clean, store
from shopwright.store import ROOT

PICTURE = ROOT / "docs" / "assets" / "screens" / "tunings.svg"
PAGE = ROOT / "docs" / "reference" / "tunings.md"
MARK = "<!-- figures: written by `python -m benchmarks tunings` -->"
# Of each tuning, what it is about: these are drawn. All are in the table.
DRAWN = {
    "index": ("index, old goods", "old goods: the page"),
    "query": ("query", "time"),
    "connections": ("connections", "pages a second"),
    "pooler": ("pooler", "memory that they alone hold"),
    "pool": ("pool", "95 of 100 are there within"),
    "processes": ("processes", "pages a second"),
    "threads": ("threads", "pages a second"),
    "prefetch": ("prefetch", "longest wait of a short errand"),
    "acks": ("acks", "errands lost"),
    "postgres": ("postgres", "pages a second"),
}


def run() -> list[Figure]:
    """Have the store measure all of its tunings, and draw what came of it."""
    found = measured()
    title = f"Tunings on {machine()['cores']} cores: before is 100"
    PICTURE.write_text(bars(title, [row for one in found for row in _rows(one)]), "utf-8")
    figures = [figure for one in found for figure in _figures(one)]
    written = PAGE.read_text("utf-8").partition(MARK)[0] + MARK + "\n\n" + "\n".join(table(figures)) + "\n"
    PAGE.write_text(written, "utf-8")
    return figures


def table(figures: list[Figure]) -> Iterator[str]:
    """The page's table: both sides of each thing in one line."""
    yield "| tuning | what | before | after |"
    yield "| --- | --- | ---: | ---: |"
    for before, after in zip(figures[::2], figures[1::2], strict=True):
        name, _, what = before.what.partition(", before: ")
        amounts = " | ".join(one.row().split(" | ")[1].strip() for one in (before, after))
        yield f"| `{name}` | {what} | {amounts} |"


def measured() -> list[dict[str, Any]]:
    """What `python -m performance.tuning --json` tells: a line for each tuning."""
    folder = store("tunings")
    command = [".venv/bin/python", "-m", "performance.tuning", "--json"]
    done = subprocess.run(command, cwd=folder, check=True, env=clean(), stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _figures(one: dict[str, Any]) -> list[Figure]:
    """Both sides of each thing that was measured."""
    return [
        Figure(f"{one['name']}, {side}: {each['what']}", round(each[side], 2), each["unit"])
        for each in one["found"]
        for side in ("before", "after")
    ]


def _rows(one: dict[str, Any]) -> list[Row]:
    """The two bars of a tuning; what was measured stands beside them."""
    if one["name"] not in DRAWN:
        return []
    name, what = DRAWN[one["name"]]
    each = next(each for each in one["found"] if each["what"] == what)
    return [
        (name, side, 100 * each[side] / each["before"], f"{what}: {each[side]:,.1f} {each['unit']}")
        for side in ("before", "after")
    ]
