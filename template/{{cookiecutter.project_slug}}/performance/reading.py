"""What a page costs, counted: statements, rows, bytes, calls. Nothing here looks at a clock."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from django.db import connection
from django.test import Client

TO_BE_WARM = 2  # requests before one counts: the first fills what is remembered
READS = ("SELECT", "WITH")
NO_TABLES = {"Bitmap Index Scan", "CTE Scan", "Subquery Scan"}  # what they give, another scan has read


class Wrong(ValueError):
    """A page that cannot be measured."""


@dataclass(frozen=True)
class Statement:
    """One question to the database.

    Attributes:
        rows: read from tables and indexes to answer it, with those that were thrown away.
        blocks: of 8 KB that were looked at; this depends on what was deleted before, so no test compares it.
    """

    sql: str
    rows: int
    blocks: int


@dataclass
class Cost:
    """What one answer took."""

    statements: list[Statement] = field(default_factory=list)
    size: int = 0
    calls: int = 0

    @property
    def rows(self) -> int:
        """Rows that all statements read."""
        return sum(one.rows for one in self.statements)

    @property
    def blocks(self) -> int:
        """Blocks that all statements looked at."""
        return sum(one.blocks for one in self.statements)

    @property
    def kilobytes(self) -> float:
        """The size of the page."""
        return self.size / 1024


@dataclass
class Calls:
    """Counts calls, in all and below each function; given to `sys.setprofile`.

    Below a function is what it called, and what those called. One that calls itself counts once.
    """

    total: int = 0
    times: Counter[CodeType] = field(default_factory=Counter)
    below: Counter[CodeType] = field(default_factory=Counter)
    stack: list[tuple[CodeType, int]] = field(default_factory=list)
    open: Counter[CodeType] = field(default_factory=Counter)

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Hear of a call, or of its end."""
        code = frame.f_code
        if event in {"call", "c_call"}:
            self.total += 1
        if event == "call":
            self.stack.append((code, self.total))
            self.times[code] += 1
            self.open[code] += 1
        elif event == "return" and self.stack:
            ended, began = self.stack.pop()
            self.open[ended] -= 1
            if not self.open[ended]:
                self.below[ended] += self.total - began


def cost_of(path: str, client: Client | None = None) -> Cost:
    """Ask for a page, in this process, until it is warm, and count.

    Raises:
        Wrong: there is no such page.
    """
    somebody = client or Client(headers={"host": "localhost"})

    def ask() -> Any:
        return somebody.get(path)

    for _ in range(TO_BE_WARM):
        if (answer := ask()).status_code != 200:
            raise Wrong(
                f"The page cannot be measured.\nFound: {path} answers {answer.status_code}.\n"
                "Do: name a page that is there."
            )
    calls = counted(ask)
    cost = Cost(calls=calls.total, size=len(answer.content))
    with connection.execute_wrapper(explaining(cost)):
        ask()
    return cost


def counted(work: Callable[[], object]) -> Calls:
    """Do something and count the calls."""
    calls, before = Calls(), sys.getprofile()
    sys.setprofile(calls)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def explaining(cost: Cost) -> Callable[..., Any]:
    """Have each question answered, and ask PostgreSQL what that took."""

    def explain(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        if sql.lstrip("( ").upper().startswith(READS):
            with connection.cursor() as cursor:
                # Past Django's own cursor, which would come by here once more.
                cursor.cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}", params)
                (found,) = cursor.cursor.fetchone()
            plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
            cost.statements.append(Statement(sql, sum(rows(plan)), blocks(plan)))
        else:
            cost.statements.append(Statement(sql, 0, 0))
        return execute(sql, params, *more)

    return explain


def rows(plan: Mapping[str, Any]) -> Iterator[int]:
    """The rows that each scan of a plan read, in all of its turns."""
    if plan["Node Type"].endswith("Scan") and plan["Node Type"] not in NO_TABLES:
        thrown_away = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
        yield round((plan["Actual Rows"] + thrown_away) * plan["Actual Loops"])
    for below in plan.get("Plans", ()):
        yield from rows(below)


def blocks(plan: Mapping[str, Any]) -> int:
    """The blocks that a plan looked at, found in memory or not; the top of a plan has the sum."""
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
