"""State machines, read from the code of the store: which states there are, and which function leads where.

A machine is a field with `choices`. If its domain has a table `TRANSITIONS`, the table is the machine.
Elsewhere each function that writes a state is followed from its guards: what was filtered for, what an `if`
has let through, and where it was called. Where nothing narrows it, a function leads from every other state.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

FIELDS = ("state", "point", "status")
START = ""
States: TypeAlias = frozenset[str]


@dataclass(frozen=True)
class Move:
    """One arrow of a machine: from a state (START for what is new) to a state, by a function or a verb."""

    source: str
    target: str
    by: str


@dataclass(frozen=True)
class Machine:
    """A model whose rows stand in one of several states.

    Attributes:
        states: their names in the code, with value and meaning.
        path: where the states are written down.
    """

    domain: str
    model: str
    field: str
    states: Mapping[str, tuple[str, str]]
    moves: tuple[Move, ...]
    path: str


def machines(modules: Mapping[str, ast.Module]) -> list[Machine]:
    """Return every machine of a store whose Python files are given by path."""
    found = []
    for path, module in modules.items():
        domain = path.split("/")[1] if path.startswith("shop/") and "/migrations/" not in path else ""
        for model in module.body:
            if domain and isinstance(model, ast.ClassDef):
                found += [_machine(domain, model, field, modules) for field in _fields(model)]
    # One table may stand behind two models, a thing and its history; the thing has the shorter name.
    shortest = sorted(found, key=lambda machine: -len(machine.model))
    by_states = {(machine.domain, machine.path, machine.moves): machine for machine in shortest}
    return [machine for machine in by_states.values() if len(machine.states) > 1 and machine.moves]


def _fields(model: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Yield the fields of a model that are states, with their enumeration and the state of what is new."""
    for item in model.body:
        if isinstance(item, ast.Assign) and isinstance(item.value, ast.Call):
            words = {word.arg: word.value for word in item.value.keywords}
            name, choices, default = ast.unparse(item.targets[0]), words.get("choices"), words.get("default")
            if name in FIELDS and isinstance(choices, ast.Name):
                begin = default.attr if isinstance(default, ast.Attribute) else ""
                yield name, choices.id, begin


def _machine(
    domain: str, model: ast.ClassDef, written: tuple[str, str, str], modules: Mapping[str, ast.Module]
) -> Machine:
    field, kind, begin = written
    own = {path: module for path, module in modules.items() if path.startswith(f"shop/{domain}/")}
    path, states = _states(own, kind, model)
    table = _table(own[path]) if path else []
    if table:
        moves = table
    else:
        readers = [_Reader(own, name, field, kind, frozenset(states)) for name in own if "/services" in name]
        moves = [Move(START, begin, "new")] if begin else []
        moves += [move for reader in readers for move in reader.moves()]
    return Machine(domain, model.name, field, states, tuple(dict.fromkeys(moves)), path)


def _states(
    own: Mapping[str, ast.Module], kind: str, model: ast.ClassDef
) -> tuple[str, Mapping[str, tuple[str, str]]]:
    """Return where an enumeration stands, the file of its model first, and its members."""
    ordered = sorted(own.items(), key=lambda item: model not in item[1].body)
    for path, module in ordered:
        for node in module.body:
            if isinstance(node, ast.ClassDef) and node.name == kind:
                return path, {
                    str(ast.unparse(item.targets[0])): _words(item.value)
                    for item in node.body
                    if isinstance(item, ast.Assign)
                }
    return "", {}


def _words(node: ast.expr) -> tuple[str, str]:
    value = ast.literal_eval(node)
    return (value[0], value[1]) if isinstance(value, tuple) else (value, value.capitalize())


def _table(module: ast.Module) -> list[Move]:
    """Return the rows of a table `TRANSITIONS`: verb, before, after, and who may."""
    rows = [
        node.value.elts
        for node in module.body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "TRANSITIONS"
        and isinstance(node.value, ast.Tuple)
    ]
    calls = (row for found in rows for row in found if isinstance(row, ast.Call))
    return [_row(call.args) for call in calls]


def _row(args: Sequence[ast.expr]) -> Move:
    verb, before, after, who = args[:4]
    source = before.attr if isinstance(before, ast.Attribute) else START
    target = after.attr if isinstance(after, ast.Attribute) else START
    roles = ", ".join(ast.unparse(role).split(".")[-1].lower() for role in getattr(who, "elts", []))
    return Move(source, target, f"{ast.unparse(verb).split('.')[-1].lower()} ({roles})")


class _Reader:
    """Follows the functions of one file that write a state."""

    def __init__(
        self, own: Mapping[str, ast.Module], path: str, field: str, kind: str, states: States
    ) -> None:
        self._field, self._kind, self._all = field, kind, states
        self._functions = {node.name: node for node in own[path].body if isinstance(node, ast.FunctionDef)}
        everywhere = (node for module in own.values() for node in module.body)
        self._writers = {
            node.name: node
            for node in everywhere
            if isinstance(node, ast.FunctionDef) and self._writes_what_it_is_given(node)
        }
        self._known: dict[str, States] = {}
        self._found: list[Move] = []
        self._calls: dict[str, States] = {}

    def moves(self) -> list[Move]:
        """Return what the functions do. Twice round, so that what is called knows where it was called."""
        for _ in range(3):
            self._found, calls = [], self._calls
            self._calls = {}
            for name, function in self._functions.items():
                self._block(function.body, self._begin(name, function, calls), name, {})
        return list(dict.fromkeys(self._found))

    def _begin(self, name: str, function: ast.FunctionDef, calls: Mapping[str, States]) -> States:
        """Return where a row may stand when a function begins."""
        if own := self._filtered(function):
            return own
        if name in calls:
            return calls[name]
        called = (self._functions.get(one) for one in _names_called(function))
        return frozenset().union(*(self._filtered(one) for one in called if one)) or self._all

    def _filtered(self, function: ast.FunctionDef) -> States:
        found: set[str] = set()
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                words = node.keywords if node.func.attr in ("filter", "get") else []
                for word in words:
                    if word.arg in (self._field, f"{self._field}__in"):
                        found |= self._members(word.value)
        return frozenset(found)

    def _members(self, node: ast.expr) -> States:
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == self._kind:
            return frozenset({node.attr}) & self._all
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            return frozenset().union(*(self._members(item) for item in node.elts))
        return frozenset()

    def _writes_what_it_is_given(self, function: ast.FunctionDef) -> bool:
        given = {argument.arg for argument in function.args.args + function.args.kwonlyargs}
        return any(
            isinstance(value, ast.Name) and value.id in given
            for node in ast.walk(function)
            for value in self._written(node)
        )

    def _written(self, node: ast.AST) -> Iterator[ast.expr]:
        """Yield what a node writes into the field."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = _pairs(target, node.value)
                yield from (value for one, value in pairs if getattr(one, "attr", "") == self._field)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
            yield from (word.value for word in node.keywords if word.arg == self._field)

    def _block(
        self, body: Sequence[ast.stmt], states: States, name: str, tests: dict[str, ast.expr]
    ) -> States | None:
        """Follow statements; return where a row may stand behind them, or None if nobody comes there."""
        now: States | None = states
        for node in body:
            if now is None:
                return None
            if isinstance(node, ast.If):
                yes, no = self._parted(node.test, now, tests)
                ends = [self._block(node.body, yes, name, tests), self._block(node.orelse, no, name, tests)]
                there = [end for end in ends if end is not None]
                now = frozenset().union(*there) if there else None
            elif isinstance(node, ast.With | ast.For | ast.While):
                now = self._block(node.body, now, name, tests) or now
            elif isinstance(node, ast.Try | ast.Match):
                for part in _parts(node):
                    self._block(part, now, name, tests)
            else:
                self._note(node, now, name)
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    tests[node.targets[0].id] = node.value
                now = None if isinstance(node, ast.Return | ast.Raise | ast.Continue) else now
        return now

    def _parted(self, test: ast.expr, states: States, tests: Mapping[str, ast.expr]) -> tuple[States, States]:
        """Return where a row may stand if a test holds, and if not; all, if it asks for other things."""
        if isinstance(test, ast.Name) and isinstance(tests.get(test.id), ast.Compare | ast.BoolOp):
            return self._parted(tests[test.id], states, tests)
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            yes, no = self._parted(test.operand, states, tests)
            return no, yes
        if isinstance(test, ast.BoolOp):
            return self._joined(test, states, tests)
        if isinstance(test, ast.Compare) and getattr(test.left, "attr", "") == self._field:
            named = self._members(test.comparators[0])
            if named and isinstance(test.ops[0], ast.Eq | ast.In):
                return states & named, states - named
            if named and isinstance(test.ops[0], ast.NotEq | ast.NotIn):
                return states - named, states & named
        return states, states

    def _joined(
        self, test: ast.BoolOp, states: States, tests: Mapping[str, ast.expr]
    ) -> tuple[States, States]:
        left, other = states, frozenset[str]()
        for part in test.values:
            yes, no = self._parted(part, left, tests)
            left, more = (yes, no) if isinstance(test.op, ast.And) else (no, yes)
            other |= more
        return (left, other) if isinstance(test.op, ast.And) else (other, left)

    def _note(self, statement: ast.stmt, states: States, name: str) -> None:
        """Write down what a statement does: states that it writes, and functions that it calls."""
        for node in ast.walk(statement):
            for value in self._written(node):
                self._move(value, states, name)
            if isinstance(node, ast.Call):
                self._note_call(node, states, name)

    def _note_call(self, call: ast.Call, states: States, name: str) -> None:
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        if called in self._functions:
            self._calls[called] = self._calls.get(called, frozenset()) | states
        if writer := self._writers.get(called):
            before = [self._members(word.value) for word in call.keywords]
            before += [self._members(default) for default in writer.args.defaults]
            for value in call.args:
                self._move(value, next((found for found in before if found), states), name)
        elif called[:1].isupper():
            for word in call.keywords:
                if word.arg == self._field:
                    self._found += [Move(START, target, name) for target in self._members(word.value)]

    def _move(self, value: ast.expr, states: States, name: str) -> None:
        if isinstance(value, ast.IfExp):
            yes, no = self._parted(value.test, states, {})
            self._move(value.body, yes, name)
            self._move(value.orelse, no, name)
        for target in self._members(value):
            self._found += [Move(source, target, name) for source in sorted(states - {target})]


def _pairs(target: ast.expr, value: ast.expr) -> Sequence[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=False))
    return [(target, value)]


def _parts(node: ast.Try | ast.Match) -> Iterator[Sequence[ast.stmt]]:
    if isinstance(node, ast.Match):
        yield from (case.body for case in node.cases)
    else:
        yield from (node.body, node.orelse, node.finalbody)
        yield from (handler.body for handler in node.handlers)


def _names_called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
