"""A full house: the shoppers of `make load` at the peak that is expected, and at five times that pace.

On one machine, which also has the database, the sandbox and the shoppers themselves. So the rate of the peak
is what it serves with every promise kept; what gives way above it, and in which order, is what this tells.
"""

import json
import subprocess
from typing import Any

from benchmarks.figures import Figure
from benchmarks.stores import clean, store

PEAK, TIMES, SECONDS = 4.0, 5, 40
# For each process with four threads, one of which is kept for orders.
SHED = "lists=1, pages=2, carts=3"
SHOWN = ("home", "shelf", "product", "checkout", "pay")


def run() -> list[Figure]:
    """Let them come at one pace, at five times it, and at that without refusing anybody."""
    folder = store("peak")
    sides = {
        "the peak": visited(folder, PEAK, SHED),
        "five times the peak": visited(folder, PEAK * TIMES, SHED),
        "five times the peak, nobody refused": visited(folder, PEAK * TIMES, ""),
    }
    return [figure for name, report in sides.items() for figure in _figures(name, report)]


def visited(folder: Any, rate: float, shed: str) -> dict[str, Any]:
    """What `make load` tells of so many visits a second; a broken promise is told as well."""
    words = ["--rate", str(rate), "--seconds", str(SECONDS), "--most", "2000", "--json"]
    done = subprocess.run(
        [".venv/bin/python", "-m", "performance.load", *words],
        cwd=folder,
        check=False,
        env=clean() | {"SHED_ABOVE": shed},
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode > 1:
        raise SystemExit(f"performance.load ended with {done.returncode}.")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def _figures(name: str, report: dict[str, Any]) -> list[Figure]:
    """How much came, how much was answered, and what each kind of page had to wait for."""
    rows = {row["page"]: row for row in report["rows"]}
    return [
        Figure(f"{name}: visits", report["offered"], "/s"),
        Figure(f"{name}: pages", report["pages"], "/s"),
        Figure(f"{name}: orders", report["orders"], ""),
        *(
            figure
            for page in SHOWN
            if (row := rows.get(page))
            for figure in (
                Figure(f"{name}: {page}, without an answer", 100 * row["failed"] / row["requests"], "%"),
                Figure(f"{name}: {page}, 95 of 100 are there within", row["p95"], "ms"),
            )
        ),
    ]
