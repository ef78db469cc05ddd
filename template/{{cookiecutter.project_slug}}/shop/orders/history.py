"""From what happened to where an order stands: one pure function, and nothing else knows how.

An event says what followed from it, in whole amounts, and not by which rule: who reads it in ten years needs
no rule of today. The first has in its data what was sold, the others what they took off:

    {"lines": [{"line": 1, "units": 3, "net": 6051, "tax": 1149}]}
    {"less": [{"line": 1, "units": 1, "net": 2017, "tax": 383}]}
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Protocol

from shop.orders.states import State


class Happened(Protocol):
    """What is read of an event."""

    number: int
    state: str
    data: Any


@dataclass(frozen=True)
class Part:
    """So many units, and what they come to."""

    units: int = 0
    net: int = 0
    tax: int = 0

    @property
    def gross(self) -> int:
        """What is paid."""
        return self.net + self.tax

    def __add__(self, other: "Part") -> "Part":
        return Part(self.units + other.units, self.net + other.net, self.tax + other.tax)

    def __sub__(self, other: "Part") -> "Part":
        return Part(self.units - other.units, self.net - other.net, self.tax - other.tax)


@dataclass(frozen=True)
class OrderState:
    """Where an order stands after so many events.

    Attributes:
        lines: what is left of each line, by its number. A line of which nothing is left stays there.
    """

    state: State | None = None
    version: int = 0
    lines: Mapping[int, Part] = field(default_factory=dict)

    @property
    def total(self) -> Part:
        """What is left of all lines together."""
        return sum(self.lines.values(), start=Part())

    @property
    def units(self) -> dict[int, int]:
        """How many are left, by line; lines of which nothing is left are left out."""
        return {line: part.units for line, part in self.lines.items() if part.units}


class BrokenHistory(ValueError):
    """Events that cannot have happened: one is missing, or takes off what was not there."""


def replay(events: Iterable[Happened]) -> OrderState:
    """Where an order stands after these events, in the order of their numbers.

    Raises:
        BrokenHistory: they cannot have happened.
    """
    return reduce(after, events, OrderState())


def after(before: OrderState, event: Happened) -> OrderState:
    """Where an order stands after one more event.

    Raises:
        BrokenHistory: it does not follow.
    """
    if event.number != before.version + 1:
        raise BrokenHistory(f"After event {before.version} comes {event.number}.")
    lines = {**before.lines, **read(event.data.get("lines", ()))}
    for line, less in read(event.data.get("less", ())).items():
        lines[line] = lines.get(line, Part()) - less
    if wrong := [line for line, part in lines.items() if min(part.units, part.net, part.tax) < 0]:
        raise BrokenHistory(f"Event {event.number} takes more off line {wrong[0]} than it has.")
    return OrderState(State(event.state), event.number, lines)


def read(rows: Iterable[Mapping[str, int]]) -> dict[int, Part]:
    """Parts by line, as an event has them."""
    return {row["line"]: Part(row["units"], row["net"], row["tax"]) for row in rows}


def written(parts: Mapping[int, Part]) -> list[dict[str, int]]:
    """Parts by line, as an event has them: the other way round."""
    return [
        {"line": line, "units": part.units, "net": part.net, "tax": part.tax}
        for line, part in sorted(parts.items())
    ]
