"""Find gates that are never open, or always, where they stand.

`reached` is known: it is true from its step on, and never before the file is there. Of everything else that a
gate may ask (an optional part, an answer) only that it is true or false, and the same throughout the file. So
what is found is dead for sure, and some of what is dead for other reasons is not found.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from jinja2 import TemplateSyntaxError, nodes

from shopwright.course.findings import Finding
from shopwright.course.manifest import Course
from shopwright.course.owners import first_numbers
from shopwright.course.template import Template

_MOST = 8  # unknowns in one gate and those around it; 256 combinations

Wanted = tuple[nodes.Node, bool]


@dataclass(frozen=True)
class Branch:
    """Lines behind a condition: what has to hold around them, and what for them."""

    line: int
    around: tuple[Wanted, ...]
    own: tuple[Wanted, ...]
    is_else: bool = False


def dead_gates(course: Course, template: Template) -> Iterator[Finding]:
    """Yield the gates that are never open, or always; those that ask for unknown steps are left to others."""
    first = first_numbers(course, template.sources)
    numbers = {step.name: step.number for step in course.steps}
    for path, source in template.sources.items():
        try:
            tree = template.parsed(source)
        except TemplateSyntaxError:  # rendering says so, with the place
            continue
        for branch in _branches(tree.body, ()) if tree else ():
            values = list(_values(branch, numbers, first[path]))
            if values and not any(values):
                yield Finding(source.file, branch.line, "dead gate: it is never open where it stands.")
            elif values and all(values) and not branch.is_else:
                message = "dead gate: it is always open where it stands; keep the lines, drop the gate."
                yield Finding(source.file, branch.line, message)


def _branches(body: Iterable[nodes.Node], around: tuple[Wanted, ...]) -> Iterator[Branch]:
    for node in body:
        if not isinstance(node, nodes.If):
            yield from _branches(node.iter_child_nodes(), around)
            continue
        refused: tuple[Wanted, ...] = ()
        for one in (node, *node.elif_):
            own = (*refused, (one.test, True))
            yield Branch(one.lineno, around, own)
            yield from _branches(one.body, (*around, *own))
            refused = (*refused, (one.test, False))
        if node.else_:
            # An `else` is always open where what is above it never is, and that is told there.
            yield Branch(node.else_[0].lineno, around, refused, is_else=True)
            yield from _branches(node.else_, (*around, *refused))


def _values(branch: Branch, numbers: Mapping[str, int], first: int) -> Iterator[bool]:
    """Yield whether a branch is open, for each state in which what is around it is.

    Nothing comes of a gate that asks for an unknown step, for too much, or stands in one that is never open.
    """
    atoms = {repr(atom): atom for test, _ in (*branch.around, *branch.own) for atom in _atoms(test)}
    steps = {key: name for key, atom in atoms.items() if (name := _step(atom))}
    if any(name not in numbers for name in steps.values()):
        return
    free = [key for key in atoms if key not in steps]
    if len(free) > _MOST:
        return
    moments = {first, *(numbers[name] for name in steps.values() if numbers[name] > first)}
    for moment, answers in product(sorted(moments), product((False, True), repeat=len(free))):
        state = dict(zip(free, answers, strict=True))
        state |= {key: numbers[name] <= moment for key, name in steps.items()}
        if all(_holds(test, state) == wanted for test, wanted in branch.around):
            yield all(_holds(test, state) == wanted for test, wanted in branch.own)


def _atoms(test: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(test, nodes.And | nodes.Or):
        yield from _atoms(test.left)
        yield from _atoms(test.right)
    elif isinstance(test, nodes.Not):
        yield from _atoms(test.node)
    elif not isinstance(test, nodes.Const):
        yield test


def _step(atom: nodes.Node) -> str:
    """Return the step that `reached("…")` asks for, or ""."""
    is_reached = (
        isinstance(atom, nodes.Call) and isinstance(atom.node, nodes.Name) and atom.node.name == "reached"
    )
    asked = atom.args[0] if is_reached and isinstance(atom, nodes.Call) and atom.args else None
    return str(asked.value) if isinstance(asked, nodes.Const) else ""


def _holds(test: nodes.Node, state: Mapping[str, bool]) -> bool:
    if isinstance(test, nodes.And):
        return _holds(test.left, state) and _holds(test.right, state)
    if isinstance(test, nodes.Or):
        return _holds(test.left, state) or _holds(test.right, state)
    if isinstance(test, nodes.Not):
        return not _holds(test.node, state)
    return bool(test.value) if isinstance(test, nodes.Const) else state[repr(test)]
