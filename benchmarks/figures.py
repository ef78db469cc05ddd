"""What a benchmark gives, and how it is kept: one JSON file a benchmark, and one table for people."""

import json
import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
TABLE = HERE / "README.md"
BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Figure:
    """One number.

    Attributes:
        what: the thing that was measured, in words.
        value: how much.
        unit: of what.
        below, at_least: the goal; the value must be smaller, or not be. None where there is no goal.
    """

    what: str
    value: float
    unit: str
    below: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool:
        """Whether the goal is met; a figure without one meets it."""
        if self.at_least is not None and self.value < self.at_least:
            return False
        return self.below is None or self.value < self.below

    def row(self) -> str:
        """Give the figure's line in the table."""
        goals = {"<": self.below, "≥": self.at_least}
        goal = " ".join(f"{sign} {_short(one)} {self.unit}" for sign, one in goals.items() if one is not None)
        mark = "" if not goal else ("yes" if self.met else "**no**")
        return f"{self.what} | {_short(self.value)} {self.unit} | {goal} | {mark}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.2f}"


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """Call something a few times and give the middle duration."""
    taken = []
    for _ in range(times):
        before = perf_counter()
        work()
        taken.append(perf_counter() - before)
    return median(taken)


def machine() -> dict[str, str | int]:
    """Say on what it was measured."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        model = next(iter(names), model)
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def keep(name: str, figures: list[Figure]) -> Path:
    """Write a benchmark's figures to its file."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "name": name,
        "command": f"python -m benchmarks {name}",
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "machine": machine(),
        "figures": [_kept(figure) for figure in figures],
    }
    file = RESULTS / f"{name}.json"
    file.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    return file


def _kept(figure: Figure) -> dict[str, str | float | None]:
    """A figure as it is kept; the goal that few have stands only with these."""
    kept = asdict(figure)
    if figure.at_least is None:
        del kept["at_least"]
    return kept


def write_table(order: list[str]) -> None:
    """Write the table of all kept figures into the page for people."""
    rows = ["| benchmark | what | measured | goal | met |", "| --- | --- | --- | --- | --- |"]
    notes = []
    for name in order:
        file = RESULTS / f"{name}.json"
        if not file.exists():
            continue
        result = json.loads(file.read_text("utf-8"))
        rows += [f"| `{name}` | {Figure(**figure).row()} |" for figure in result["figures"]]
        at = result["machine"]
        notes.append(
            f"- `{result['command']}`: {result['date'][:10]}, {at['cores']} cores of {at['processor']}."
        )
    text = TABLE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    TABLE.write_text(f"{before}{BEGIN}\n\n" + "\n".join([*rows, "", *notes]) + f"\n\n{END}{after}", "utf-8")
