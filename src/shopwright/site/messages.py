"""What the store says when it refuses: read from its code, without running it.

A refusal is a class with a `code` and a `title`; what it finds and what it advises stand where it is raised.
What stops a program before it serves anybody is raised as one of `STOPS`, or yielded in `config/` as
`NAME: why`. Values that are only known when it happens are shown as `…`.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

STOPS = ("ImproperlyConfigured", "ServerError", "CommandError")
BASE = "ShopError"
_SETTING = re.compile(r"[A-Z][A-Z_]+( and [A-Z_]+)?: ")
_FOLDERS = ("shop/", "config/", "local/", "storefront/")


@dataclass(frozen=True)
class Advice:
    """What was found in one place where the same is refused, and what to do there."""

    found: str
    do: str


@dataclass(frozen=True)
class Refusal:
    """A refusal of the store: what programs and people are told.

    Attributes:
        code: the name of its type in the API.
        name: the class, in the file `path`.
        advice: one for each place that refuses, as far as it is said there.
    """

    code: str
    title: str
    status: int
    meaning: str
    path: str
    name: str
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class Stop:
    """What a program says before it does not start, line by line; `needle` is where it stands in `path`."""

    lines: tuple[str, ...]
    path: str
    needle: str


def trees_of(texts: Mapping[str, str]) -> Mapping[str, ast.Module]:
    """Return the Python files of a store that may refuse something, parsed."""
    return {
        path: ast.parse(text)
        for path, text in texts.items()
        if path.endswith(".py") and path.startswith(_FOLDERS)
    }


def refusals(modules: Mapping[str, ast.Module]) -> list[Refusal]:
    """Return every refusal of the store, by title."""
    classes = {
        node.name: (path, node)
        for path, module in modules.items()
        for node in module.body
        if isinstance(node, ast.ClassDef)
    }
    advice = _advice(modules)
    found = [
        Refusal(
            str(said["code"]), str(said["title"]), _status(name, classes), _first_words(node),
            path, name, tuple(dict.fromkeys(advice[name])),
        )
        for name, (path, node) in classes.items()
        if {"code", "title"} <= (said := _constants(node)).keys()
    ]  # fmt: skip
    return sorted(found, key=lambda refusal: refusal.title)


def stops(modules: Mapping[str, ast.Module]) -> list[Stop]:
    """Return what keeps the store or one of its commands from starting, in the order of the files."""
    return [
        Stop(tuple(line for line in text.split("\n") if line), path, needle)
        for path, module in modules.items()
        for text, needle in _stopping(path, module)
    ]


def _stopping(path: str, module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Yield) and path.startswith("config/"):
            text = said(node.value)
            if _SETTING.match(text):
                yield text, text.split(":")[0]
        if isinstance(node, ast.Call) and _called(node) in STOPS and node.args:
            text = said(node.args[0])
            first = text.split("\n")[0].replace("…", "").strip(" `.;")
            if len(first.split()) > 1:
                yield text, max(text.split("\n")[0].split("…"), key=len).strip()


def _constants(node: ast.ClassDef) -> dict[str, object]:
    """Return the constants of a class body by name."""
    found: dict[str, object] = {}
    for item in node.body:
        if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant):
            found |= {one.id: item.value.value for one in item.targets if isinstance(one, ast.Name)}
        elif isinstance(item, ast.AnnAssign) and isinstance(item.value, ast.Constant):
            found |= {item.target.id: item.value.value} if isinstance(item.target, ast.Name) else {}
    return found


def _status(name: str, classes: Mapping[str, tuple[str, ast.ClassDef]]) -> int:
    if name not in classes:
        return 409
    node = classes[name][1]
    status = _constants(node).get("status")
    if isinstance(status, int):
        return status
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return _status(bases[0], classes) if bases else 409


def _first_words(node: ast.ClassDef) -> str:
    text = (ast.get_docstring(node) or "").split("\n\n")[0]
    return " ".join(text.split())


def _advice(modules: Mapping[str, ast.Module]) -> Mapping[str, list[Advice]]:
    """Return what is said where something is refused, by the class that is raised."""
    found: dict[str, list[Advice]] = defaultdict(list)
    for module in modules.values():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                calls = (call for call in ast.walk(node) if isinstance(call, ast.Call))
                found[node.name] += [
                    one for call in calls if _called(call) == "__init__" for one in _of(call)
                ]
            elif isinstance(node, ast.Call):
                found[_called(node)] += _of(node)
    return found


def _of(call: ast.Call) -> list[Advice]:
    words = {word.arg: said(word.value) for word in call.keywords if word.arg in ("found", "do")}
    return [Advice(words.get("found", ""), words["do"])] if words.get("do") else []


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def said(node: ast.expr | None) -> str:
    """Return the text of an expression; what is only known at run time is `…`."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        text = "".join(said(value) if isinstance(value, ast.Constant) else "…" for value in node.values)
        return text.replace("….", "…")
    if isinstance(node, ast.BinOp):
        return said(node.left) + said(node.right)
    if isinstance(node, ast.IfExp):
        return said(node.body)
    return "…" if node is not None else ""
