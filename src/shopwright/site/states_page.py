"""The page of state machines: a drawing for each, linked to where the lesson tells of it, and a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from shopwright.site.directives import Call, Context
from shopwright.site.drawing import Box, drawn
from shopwright.site.machines import START, Machine, machines
from shopwright.site.maps import domains, href
from shopwright.site.markup import escape
from shopwright.site.messages import trees_of
from shopwright.site.reference import table

_NEW = "new"


def states(context: Context, call: Call) -> str:
    """`@states`: the state machines of the finished store, drawn from its code, and the same as tables."""
    call.only()
    order = [*domains(context.material)]
    found = machines(trees_of(context.material.texts()))
    ordered = sorted(found, key=lambda machine: (order.index(machine.domain), machine.model))
    return "\n\n".join(_section(context, machine) for machine in ordered)


def _section(context: Context, machine: Machine) -> str:
    address = href(context.material, context.page, machine.path)
    ways = _ways(machine)
    stays = {one: by for (one, other), by in ways.items() if one == other}
    boxes = [Box(START, _NEW, kind="other")]
    boxes += [
        Box(name, value, address, tuple(stays.get(name, ())), kind="" if _goes_on(machine, name) else "end")
        for name, (value, _) in machine.states.items()
    ]
    arrows = [(one, other, "; ".join(by)) for (one, other), by in ways.items()]
    title = f"{machine.domain.replace('_', ' ').capitalize()}: {machine.model}"
    rows = [
        (f"<code>{escape(value)}</code>", escape(meaning), _told(machine, ways, name))
        for name, (value, meaning) in machine.states.items()
    ]
    label = f"States of {machine.model} in {machine.domain}: an arrow says what leads from one to another"
    words = table(("State", "what it means", "comes from"), rows)
    anchor = f"{machine.domain}-{machine.model}".lower().replace("_", "-")
    return (
        f"## {title} {{ #{anchor} }}\n\n<p>Written in <code>{machine.path}</code>, "
        f'<a href="{address}">told in the lesson</a>.</p>\n\n{drawn(boxes, arrows, label)}\n\n'
        f'<details class="sw-words-of"><summary>The same as a table</summary>{words}</details>'
    )


def _ways(machine: Machine) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return who leads from where to where."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in machine.moves:
        by = "" if move.by == _NEW and move.source == START else move.by
        found[move.source, move.target] += [by] if by else []
    return found


def _goes_on(machine: Machine, state: str) -> bool:
    return any(move.source == state != move.target for move in machine.moves)


def _told(machine: Machine, ways: Mapping[tuple[str, str], Sequence[str]], state: str) -> str:
    said = [
        f"{_value(machine, one)} by {', '.join(f'<code>{escape(each)}</code>' for each in by)}"
        if by
        else _value(machine, one)
        for (one, other), by in ways.items()
        if other == state
    ]
    return "; ".join(said) or "nothing"


def _value(machine: Machine, state: str) -> str:
    return _NEW if state == START else f"<code>{escape(machine.states[state][0])}</code>"
