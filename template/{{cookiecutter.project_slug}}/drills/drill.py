"""What a runbook's drill is: how the trouble is made, and what must be true when it is over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from drills.place import Place

Variables = Mapping[str, str]


def nothing(place: Place) -> None:
    """There is nothing further to look at."""


@dataclass(frozen=True)
class Drill:
    """The drill of one runbook.

    Attributes:
        trouble: makes it happen. What it gives, whoever types the runbook's commands knows: a reader has
            found it in the section before, and put it into a variable.
        proof: looks at what the page's own commands cannot show. Raises `DrillFailed`.
        also: more processes that this shop needs.
        before: what happens by itself before a section of the page, such as a provider that comes back.
    """

    trouble: Callable[[Place], Variables | None]
    proof: Callable[[Place], None] = nothing
    also: tuple[str, ...] = ()
    before: Mapping[str, Callable[[Place], None]] = field(default_factory=dict)


def drill_of(name: str) -> Drill:
    """The drill of a runbook: `DRILL` in its module below `drills/troubles/`. Django must be set up."""
    found = import_module(f"drills.troubles.{name.replace('-', '_')}").DRILL
    assert isinstance(found, Drill)
    return found
