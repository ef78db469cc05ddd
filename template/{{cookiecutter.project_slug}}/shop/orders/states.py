"""How an order may go: a table that programs ask and people read.

Whoever adds a state adds it here, with the rows that lead to it and from it. No other place decides.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from shop.orders.errors import NotPossible

Units = Mapping[int, int]  # by the number of the line


class State(TextChoices):
    """Where an order stands. What was paid is not said here: money has an account of its own."""

    PLACED = "placed", "Placed: sold, and nobody has looked at it yet"
    CONFIRMED = "confirmed", "Confirmed: somebody makes it ready"
    CANCELLED = "cancelled", "Cancelled: nothing of it will be sent"


class Verb(TextChoices):
    """What can be done with an order."""

    PLACE = "place", "Placed"
    CONFIRM = "confirm", "Confirmed"
    REDUCE = "reduce", "Reduced"
    CANCEL = "cancel", "Cancelled"


class Role(StrEnum):
    """As who somebody does it."""

    BUYER = "buyer"  # who placed it
    STAFF = "staff"  # somebody who works in the shop, and has the right
    SHOP = "shop"  # a program of the shop


@dataclass(frozen=True)
class Guard:
    """What must be true besides.

    Attributes:
        says: as it stands in the diagram and in refusals.
        holds: whether it is true, of the units that are left in an order and of those to be taken off it.
    """

    says: str
    holds: Callable[[Units, Units], bool]


@dataclass(frozen=True)
class Transition:
    """One row of the table: from there, this leads here, if one of these does it.

    Attributes:
        before: the state before; none for an order that is only beginning.
    """

    verb: Verb
    before: State | None
    after: State
    who: tuple[Role, ...]
    guards: tuple[Guard, ...] = ()


def takes_what_is_there(left: Units, less: Units) -> bool:
    """Whether something is taken off, and of no line more than it has."""
    return bool(less) and all(1 <= units <= left.get(line, 0) for line, units in less.items())


def leaves_something(left: Units, less: Units) -> bool:
    """Whether anything is left afterwards."""
    return sum(left.values()) > sum(less.values())


THERE = Guard("no more than is left", takes_what_is_there)
SOME = Guard("something stays", leaves_something)

TRANSITIONS = (
    Transition(Verb.PLACE, None, State.PLACED, (Role.BUYER, Role.STAFF, Role.SHOP)),
    Transition(Verb.REDUCE, State.PLACED, State.PLACED, (Role.BUYER, Role.STAFF), (THERE, SOME)),
    Transition(Verb.CONFIRM, State.PLACED, State.CONFIRMED, (Role.STAFF, Role.SHOP)),
    Transition(Verb.REDUCE, State.CONFIRMED, State.CONFIRMED, (Role.STAFF,), (THERE, SOME)),
    Transition(Verb.CANCEL, State.PLACED, State.CANCELLED, (Role.BUYER, Role.STAFF, Role.SHOP)),
    Transition(Verb.CANCEL, State.CONFIRMED, State.CANCELLED, (Role.STAFF,)),
)


def transition(verb: Verb, before: State | None, role: Role) -> Transition:
    """The row that lets somebody do something now.

    Raises:
        NotPossible: there is none, or it is not for them.
    """
    rows = [row for row in TRANSITIONS if row.verb == verb]
    for row in rows:
        if row.before == before and role in row.who:
            return row
    states = [row.before for row in rows if role in row.who and row.before]
    raise NotPossible(
        found=f"an order that is {before or 'not placed yet'}, and `{verb}` by the {role}.",
        expected=f"an order that is {' or '.join(states)}." if states else f"`{verb}` by somebody else.",
        do="leave it, or ask the shop.",
    )


def refuse_unfit(row: Transition, left: Units, less: Units) -> None:
    """Raise NotPossible unless all guards of a row hold."""
    for guard in row.guards:
        if not guard.holds(left, less):
            raise NotPossible(
                found=f"{told(less)} to take off, of {told(left)} in the order.",
                expected=f"{guard.says}.",
                do="take off less; to take off all of it, cancel the order.",
            )


def told(units: Units) -> str:
    """Units by line, for a person."""
    return ", ".join(f"{count} in line {line}" for line, count in sorted(units.items())) or "nothing"


def allowed(before: State, role: Role) -> list[Verb]:
    """What somebody can do with an order that stands there, in the order of the table."""
    return [row.verb for row in TRANSITIONS if row.before == before and role in row.who]


def diagram() -> str:
    """The table as a picture, in the words of Mermaid."""
    return "\n".join(["stateDiagram-v2", *drawn()])


def drawn() -> Iterator[str]:
    """The lines of the picture. What leads away is an arrow; what stays stands inside its state."""
    for state in State:
        if any(row.before == row.after == state for row in TRANSITIONS):
            yield f"    {state}: {state}"
    for row in TRANSITIONS:
        arrow = row.after if row.before == row.after else f"{row.before or '[*]'} --> {row.after}"
        yield f"    {arrow}: {row.verb} ({', '.join(row.who)})"
        if row.guards:
            yield f"    {row.after}: if {' and '.join(guard.says for guard in row.guards)}"
    for state in State:
        if not any(row.before == state for row in TRANSITIONS):
            yield f"    {state} --> [*]"
