"""List the named pieces of a Python file, a TOML file or a Makefile, with the lines that they take."""

import ast
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shopwright.errors import Problem


@dataclass(frozen=True)
class Symbol:
    """A named piece of a file: lines `first` to `last` (from 1), and the pieces inside it."""

    name: str
    first: int
    last: int
    children: "tuple[Symbol, ...]" = ()


@lru_cache(maxsize=1024)
def outline(path: str, text: str) -> Sequence[Symbol] | None:
    """Return the pieces of a file in their order; None for a kind of file that has no named pieces."""
    name = path.rpartition("/")[2]
    if name.endswith(".py"):
        return _python(path, text)
    if name.endswith(".toml"):
        return _toml(text)
    if name == "Makefile" or name.endswith(".mk"):
        return _make(text)
    return None


def _python(path: str, text: str) -> tuple[Symbol, ...]:
    try:
        module = ast.parse(text)
    except SyntaxError as error:
        raise Problem(
            f"{path}:{error.lineno}: this is not Python.", found=f"{error.msg}.", do="mend the file."
        ) from error
    return tuple(_symbols(module.body, text.splitlines()))


def _symbols(body: Iterable[ast.stmt], lines: list[str]) -> Iterable[Symbol]:
    for node in body:
        for name in _names(node):
            children = tuple(_symbols(node.body, lines)) if isinstance(node, ast.ClassDef) else ()
            yield Symbol(name, _start(node, lines), node.end_lineno or node.lineno, children)
        # What stands under a condition is a symbol of the place where the condition stands.
        for field in ("body", "orelse", "handlers", "finalbody") if isinstance(node, CONDITIONS) else ():
            for child in getattr(node, field, ()):
                inner = child.body if isinstance(child, ast.ExceptHandler) else [child]
                yield from _symbols(inner, lines)


CONDITIONS = (ast.If, ast.Try, ast.With)


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        targets: list[ast.expr] = list(node.targets)
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    else:
        return []
    flat = (target.elts if isinstance(target, ast.Tuple) else [target] for target in targets)
    return [item.id for items in flat for item in items if isinstance(item, ast.Name)]


def _start(node: ast.stmt, lines: list[str]) -> int:
    """Return the first line, with decorators and with the comment that stands right above."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    indent = " " * node.col_offset
    while first > 1 and lines[first - 2].startswith(f"{indent}#"):
        first -= 1
    # A comment that begins the file speaks of the file.
    return first if first > 1 or not lines[0].startswith("#!") else node.lineno


TABLE = re.compile(r"^\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^(?P<name>[A-Za-z0-9_-]+|\"[^\"]+\")\s*=")


def _toml(text: str) -> tuple[Symbol, ...]:
    lines = text.splitlines()
    heads = [(i, match["name"]) for i, line in enumerate(lines) if (match := TABLE.match(line))]
    symbols: list[Symbol] = list(_keys(lines, 0, heads[0][0] if heads else len(lines)))
    seen: set[str] = set()
    for index, (begin, name) in enumerate(heads):
        if name in seen:
            continue
        seen.add(name)
        later = heads[index + 1 :]
        stop = next((i for i, other in later if not f"{other}.".startswith(f"{name}.")), len(lines))
        own = later[0][0] if later else len(lines)
        last = _last(lines, begin, _before_comment(lines, stop))
        symbols.append(Symbol(name, _comment(lines, begin) + 1, last, tuple(_keys(lines, begin + 1, own))))
    return tuple(symbols)


def _keys(lines: list[str], begin: int, stop: int) -> Iterable[Symbol]:
    index = begin
    while index < stop:
        match = KEY.match(lines[index])
        if not match:
            index += 1
            continue
        end = index + 1
        while end < stop and not _is_toml("\n".join(lines[index:end])):
            end += 1
        yield Symbol(match["name"].strip('"'), _comment(lines, index) + 1, end)
        index = end


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


TARGET = re.compile(r"^(?P<name>[A-Za-z0-9_./%$(){}-]+)\s*(?P<sign>::?(?!=)|[:?+!]?=|:::?=)")


def _make(text: str) -> tuple[Symbol, ...]:
    lines = text.splitlines()
    symbols: list[Symbol] = []
    for index, line in enumerate(lines):
        match = TARGET.match(line)
        if not match or match["name"] == ".PHONY":
            continue
        end = index + 1
        while end < len(lines) and (lines[end].startswith("\t") or lines[end - 1].endswith("\\")):
            end += 1
        symbols.append(Symbol(match["name"], _comment(lines, index) + 1, end))
    return tuple(symbols)


def _comment(lines: list[str], index: int) -> int:
    """Return the index at which the comment right above a line begins, or the line's own."""
    while index > 0 and lines[index - 1].startswith("#"):
        index -= 1
    return index


def _before_comment(lines: list[str], stop: int) -> int:
    return _comment(lines, stop) if stop < len(lines) else stop


def _last(lines: list[str], begin: int, stop: int) -> int:
    """Return the number of the last line before `stop` that is not blank."""
    while stop > begin + 1 and not lines[stop - 1].strip():
        stop -= 1
    return stop
