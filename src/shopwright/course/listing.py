"""Find the code that a text refers to, and say where in its file it stands.

shop/catalog/services.py                     the whole file
shop/catalog/services.py#publish_product     a function, a class or an assignment
shop/catalog/models.py#Product.Meta          something inside a class
pyproject.toml#tool.ruff                     a table with the tables below it, or one key of a table
Makefile#test                                a target or a variable
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shopwright.course.names import advice
from shopwright.course.outline import Symbol, outline
from shopwright.course.tree import Tree
from shopwright.errors import Problem


@dataclass(frozen=True)
class Listing:
    """A piece of a file.

    Attributes:
        code: the lines as they stand in the file, with their indentation and without a line end at the end.
        first_line: the number of the first line, from 1; `last_line` is part of the piece.
        where: the place in words, as in "in shop/catalog/services.py, after publish_product".
    """

    path: str
    symbol: str
    code: str
    first_line: int
    last_line: int
    where: str


def resolve(reference: str, tree: Tree) -> Listing:
    """Return the code behind `path` or `path#symbol` in a tree.

    Raises:
        Problem: there is no such file or symbol; it names the nearest.
    """
    path, _, symbol = reference.partition("#")
    if path not in tree:
        raise Problem(
            f"`{reference}` refers to a file that is not there at this step.",
            found=f"no `{path}` among {len(tree)} files.",
            do=advice(path, tree, otherwise="correct the path, or refer to a later step."),
        )
    if tree[path].is_binary:
        raise Problem(
            f"`{reference}` refers to a file that is not text.",
            found=f"{len(tree[path].data)} bytes.",
            do="refer to code, or show the file as a picture.",
        )
    text = tree[path].text
    lines = text.splitlines()
    if not symbol:
        return Listing(path, "", text.rstrip("\n"), 1, max(len(lines), 1), f"in {path}")
    return _piece(path, symbol, lines, _outline(reference, path, text))


def _outline(reference: str, path: str, text: str) -> Sequence[Symbol]:
    symbols = outline(path, text)
    if symbols is None:
        raise Problem(
            f"`{reference}` refers to a part of a file that can only be shown whole.",
            found=f"a symbol after # for {path}.",
            do=f"refer to `{path}`; parts are known in Python, TOML and Makefiles.",
        )
    return symbols


def _piece(path: str, wanted: str, lines: list[str], symbols: Sequence[Symbol]) -> Listing:
    names: list[str] = []
    siblings, owner = symbols, ""
    found: Symbol | None = None
    place = ""
    rest = wanted
    while rest:
        names += [_join(owner, symbol.name) for symbol in siblings]
        index = _longest(rest, siblings)
        if index is None:
            raise _unknown(path, wanted, symbols, names)
        found = siblings[index]
        place = _place(owner, siblings, index)
        rest = rest[len(found.name) + 1 :]
        owner, siblings = _join(owner, found.name), found.children
    if found is None:
        raise _unknown(path, wanted, symbols, names)
    code = "\n".join(lines[found.first - 1 : found.last])
    return Listing(path, wanted, code, found.first, found.last, f"in {path}, {place}")


def _longest(rest: str, siblings: Sequence[Symbol]) -> int | None:
    """Return the sibling whose name begins `rest`; TOML names contain dots, so the longest one counts."""
    fits = [i for i, symbol in enumerate(siblings) if f"{rest}.".startswith(f"{symbol.name}.")]
    return max(fits, key=lambda i: (len(siblings[i].name), -i), default=None)


def _place(owner: str, siblings: Sequence[Symbol], index: int) -> str:
    earlier = [symbol.name for symbol in siblings[:index] if symbol.name != siblings[index].name]
    after = f"after {earlier[-1]}" if earlier else "at the top"
    return f"inside {owner}, {after}" if owner else after


def _join(owner: str, name: str) -> str:
    return f"{owner}.{name}" if owner else name


def _all_names(symbols: Iterable[Symbol], owner: str = "") -> Iterable[str]:
    for symbol in symbols:
        yield _join(owner, symbol.name)
        yield from _all_names(symbol.children, _join(owner, symbol.name))


def _unknown(path: str, wanted: str, symbols: Sequence[Symbol], tried: Iterable[str]) -> Problem:
    if re.fullmatch(r"L\d+.*", wanted):
        found = "a line number; lines move whenever the file changes."
    else:
        found = f"no `{wanted}` in {path}; it has {', '.join(dict.fromkeys(tried)) or 'no symbols'}."
    do = advice(wanted, _all_names(symbols), otherwise="name a symbol of the file.")
    return Problem(f"`{path}#{wanted}` refers to nothing at this step.", found=found, do=do)
