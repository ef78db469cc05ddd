"""The runbooks of the finished store as pages, and what came of their drills as a table."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopwright.errors import Problem
from shopwright.site.directives import Call, Context
from shopwright.site.markup import escape, link
from shopwright.site.material import Material
from shopwright.site.reference import table

FOLDER = "runbooks"
RESULTS = "benchmarks/results/drills.json"
COMMAND = "python -m benchmarks drills"
_SEEN = re.compile(r"([a-z-]+): detected by (.+), after")
_HEAD = re.compile(r"---\n(.*?)^---\n\s*# [^\n]+\n(.*)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Runbook:
    """A runbook of the store: its name, what its head says, and its text without the title."""

    name: str
    head: Mapping[str, str]
    text: str

    @property
    def page(self) -> str:
        """Where it is on the site."""
        return f"{FOLDER}/{self.name}.md"

    @property
    def alarms(self) -> str:
        """The alarms that lead to it, as HTML."""
        names = [one.strip() for one in self.head["alarms"].split(",")]
        if names == ["none"]:
            return "none: a person notices"
        return ", ".join(f"<code>{escape(name)}</code>" for name in names)


def runbooks(material: Material) -> Sequence[Runbook]:
    """Return all runbooks of the finished store, by name.

    Raises:
        Problem: one has not the form; the store's own tests say what it lacks.
    """
    files = {path: text for path, text in material.texts().items() if path.startswith(f"{FOLDER}/")}
    return [_read(path, text) for path, text in sorted(files.items()) if not path.endswith("README.md")]


def _read(path: str, text: str) -> Runbook:
    found = _HEAD.match(text)
    if found is None:
        raise Problem(
            f"{path} is no runbook.", found="no head, or no title.", do="run tests/drills of the store."
        )
    head = dict(line.split(": ", 1) for line in found[1].splitlines())
    return Runbook(path.removeprefix(f"{FOLDER}/").removesuffix(".md"), head, found[2].strip())


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the page of each runbook."""
    for one in runbooks(material):
        title, impact = one.head["title"], one.head["impact"]
        facts = f'<p class="sw-eyebrow">Runbook · {escape(one.head["severity"])}</p>'
        part = f" Only in stores with the part `{one.head['part']}`." if "part" in one.head else ""
        head = f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(impact)}\n---\n\n"
        lead = f'<p class="sw-lead">{escape(impact)}</p>\n\nAlarms that lead here: {one.alarms}.{part}\n\n'
        yield one.page, f"{head}{facts}\n\n# {title}\n\n{lead}{one.text}\n"


def runbook_list(context: Context, call: Call) -> str:
    """`@runbooks`: all runbooks, each with the alarms that lead to it and what it means for people."""
    call.only()
    rows = [
        (_linked(context, one), one.alarms, escape(one.head["impact"])) for one in runbooks(context.material)
    ]
    return table(("Runbook", "alarms", "what it means"), rows)


def drill_table(context: Context, call: Call) -> str:
    """`@drills`: what came of each drill when they were run last, on which machine."""
    call.only()
    file = context.material.root / RESULTS
    if not file.is_file():
        raise Problem(
            "The drills have not been run.", found=f"no {RESULTS}.", do=f"in a store, run `{COMMAND}`."
        )
    told: Any = json.loads(file.read_text("utf-8"))
    values = {figure["what"]: figure["value"] for figure in told["figures"]}
    seen = {found[1]: (found[2], value) for what, value in values.items() if (found := _SEEN.fullmatch(what))}
    rows = [
        (
            _linked(context, one),
            escape(one.head["cause"]),
            _who(seen[one.name][0]),
            f"{seen[one.name][1]:g} s",
            f"{values[f'{one.name}: cured in']:g} s",
        )
        for one in runbooks(context.material)
        if one.name in seen
    ]
    on = f"{told['machine']['cores']} cores of {told['machine']['processor']}"
    note = (
        f"<p>{len(rows)} drills, run on {escape(told['date'][:10])} by <code>{escape(COMMAND)}</code>, on "
        f"{escape(on)}.</p>"
    )
    return table(("Runbook", "cause", "detected by", "seen in", "cured in"), rows) + "\n\n" + note


def _linked(context: Context, one: Runbook) -> str:
    return f'<a href="{link(context.page, one.page)}">{escape(one.head["title"])}</a>'


def _who(detected: str) -> str:
    return escape(detected) if " " in detected else f"<code>{escape(detected)}</code>"
