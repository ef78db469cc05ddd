"""Pages within their budgets: what each may cost stands in `budgets.toml`, and here is who compares."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from performance.reading import Cost

BUDGETS = Path(__file__).with_name("budgets.toml")


@dataclass(frozen=True)
class Budget:
    """What a page may cost."""

    path: str
    statements: int
    rows: int
    kilobytes: float
    calls: int

    def broken(self, cost: Cost) -> Iterator[str]:
        """What it costs more, each as a sentence. Fewer statements break it as well: then lower the line."""
        if (asked := len(cost.statements)) != self.statements:
            yield f"{self.path}: {asked} statements, and {self.statements} are in its budget."
        for name in ("rows", "kilobytes", "calls"):
            there, allowed = getattr(cost, name), getattr(self, name)
            if there > allowed:
                yield f"{self.path}: {there:,.0f} {name}, and {allowed:,.0f} are in its budget."


def budgets() -> dict[str, Budget]:
    """Every page that has one, by its name."""
    told = tomllib.loads(BUDGETS.read_text("utf-8"))["pages"]
    return {name: Budget(**limits) for name, limits in told.items()}
