"""Reference pages that are read from what they describe: questions, commands, environment variables."""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

import typer

from shopwright.errors import Problem
from shopwright.site.directives import Call, Context
from shopwright.site.markup import inline

Row = Sequence[str]
KIT = Path(__file__).resolve().parents[3]
ENVIRONMENT = "config/environment.py"


class Command(Protocol):
    """What is read of a command; typer brings a click of its own, whose classes have no public name."""

    help: str | None

    @property
    def params(self) -> Sequence[Any]: ...


def table(head: Row, rows: Sequence[Row]) -> str:
    """Return a table that scrolls inside its own box; cells are HTML."""
    top = "".join(f"<th scope=col>{cell}</th>" for cell in head)
    body = "".join(f"<tr><th scope=row>{row[0]}</th>{_cells(row[1:])}</tr>" for row in rows)
    return f'<div class="sw-table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def entries(rows: Iterable[Row]) -> str:
    """Return names with their meaning and default; cells are HTML. It reads well on a narrow screen too."""
    body = "".join(
        f"<div><dt>{name}{_default_note(default)}</dt><dd>{meaning}</dd></div>"
        for name, meaning, default in rows
    )
    return f'<dl class="sw-entries">{body}</dl>'


def _default_note(default: str) -> str:
    return f'<span class="sw-default">{default}</span>' if default else ""


def _cells(cells: Row) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _questions(context: Context) -> dict[str, Any]:
    file = context.material.root / "template" / "cookiecutter.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def questions(context: Context, call: Call) -> str:
    """`@questions`: what cookiecutter asks a buyer, from the template's own file."""
    call.only()
    data = _questions(context)
    prompts = data.get("__prompts__", {})
    rows = [
        (f"<code>{name}</code>", _prompt(str(prompts.get(name, ""))), _default(default))
        for name, default in data.items()
        if not name.startswith("_")
    ]
    return entries(rows)


def _prompt(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    choices = [re.split(r"\s{2,}", line, maxsplit=1) for line in lines[1:]]
    items = "".join(
        f"<li><code>{pair[0]}</code> {inline(pair[1])}</li>" for pair in choices if len(pair) == 2
    )
    first = lines[0] if lines else ""
    return inline(first) + (f"<ul>{items}</ul>" if items else "")


def _default(value: object) -> str:
    if isinstance(value, list):
        value = value[0]
    text = str(value)
    if "{{" in text:
        names = ", ".join(f"<code>{name}</code>" for name in re.findall(r"cookiecutter\.(\w+)", text))
        return f"default: made from {names}"
    return f"default: <code>{text}</code>" if text else "default: empty"


def store_parts(context: Context, call: Call) -> str:
    """`@parts`: the optional parts, and which preset brings which."""
    call.only()
    data = _questions(context)
    presets: dict[str, list[str]] = data["_presets"]
    rows = [
        (
            f"<code>{name}</code>",
            inline(part["about"]),
            *(_mark(name in chosen) for chosen in presets.values()),
        )
        for name, part in data["_parts"].items()
    ]
    return table(("Part", "What it is", *(f"<code>{preset}</code>" for preset in presets)), rows)


def _mark(yes: bool) -> str:
    return "yes" if yes else "no"


def commands(context: Context, call: Call) -> str:
    """`@commands`: every command of the kit with its help, from the program itself."""
    call.only()
    # The command line stands above the site, so it is found the way a shell finds it: by its entry point.
    (entry,) = entry_points(group="console_scripts", name="shopwright")
    app: typer.Typer = import_module(entry.module).app
    del context
    sections = [_command(name, command) for name, command in _walk("shopwright", typer.main.get_command(app))]
    return "\n\n".join(sections)


def _walk(name: str, command: Command) -> Iterator[tuple[str, Command]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield name, command
        return
    for child, found in children.items():
        yield from _walk(f"{name} {child}", found)


def _command(name: str, command: Command) -> str:
    options = [
        (", ".join(f"<code>{flag}</code>" for flag in param.opts), inline(_help(param)), _shown(param))
        for param in command.params
        if not getattr(param, "hidden", False) and "--help" not in param.opts
    ]
    text = "".join(f"<p>{inline(part)}</p>" for part in re.split(r"\n\s*\n", (command.help or "").strip()))
    rows = entries(options) if options else ""
    anchor = name.replace(" ", "-")
    return f"## `{name}` {{ #{anchor} }}\n\n<div>{text}</div>\n\n{rows}"


def _help(param: object) -> str:
    return str(getattr(param, "help", None) or "")


def _shown(param: object) -> str:
    default = getattr(param, "default", None)
    if default in (None, "", False) or callable(default) or getattr(param, "show_default", True) is False:
        return "required" if getattr(param, "required", False) else ""
    if isinstance(default, Path) and default.is_absolute():
        # Where the kit lies on this machine is nobody's business.
        default = default.relative_to(KIT) if default.is_relative_to(KIT) else default.name
    return f"default: <code>{inline(str(default))}</code>"


def environment(context: Context, call: Call) -> str:
    """`@environment`: the variables that the finished store reads, from its own typed settings."""
    call.only()
    tree = context.material.last
    if ENVIRONMENT not in tree:
        raise Problem(
            "The store's environment cannot be listed.",
            found=f"no {ENVIRONMENT} at the end of the course.",
            do="correct the path in site/reference.py.",
        )
    return entries(_variables(tree[ENVIRONMENT].text))


def _variables(text: str) -> Iterator[Row]:
    classes = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    for node in (item for found in classes for item in found.body):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        if isinstance(node.value, ast.Call):
            given = {word.arg: word.value for word in node.value.keywords if word.arg}
            meaning = ast.literal_eval(given["description"]) if "description" in given else ""
            name = node.target.id.upper()
            yield f"<code>{name}</code>", inline(meaning), _value(given.get("default"))


def _value(node: ast.expr | None) -> str:
    if node is None:
        return "must be set"
    if isinstance(node, ast.Attribute):
        return f"default: <code>{node.attr.lower()}</code>"
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return f"default: <code>{inline(ast.unparse(node))}</code>"
    shown = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"default: <code>{inline(shown)}</code>" if shown else "default: empty"
