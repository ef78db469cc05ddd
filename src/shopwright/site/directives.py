"""Expand lines such as `@code(shop/core/money.py#Money)` in the Markdown of lessons and pages.

A directive stands alone on its line, outside fenced blocks. It becomes HTML that Markdown leaves alone.
"""

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shopwright.course.listing import resolve
from shopwright.course.manifest import Chapter, Step
from shopwright.course.names import advice
from shopwright.errors import Problem
from shopwright.site import diff, parts
from shopwright.site.markup import block, escape, link
from shopwright.site.material import Material

_DIRECTIVE = re.compile(r"@(?P<name>[a-z][a-z-]*)(?:\((?P<arguments>.*)\))?\s*")
_COMMA = re.compile(r",(?=\s*[a-z]+=)")
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_SVG_SIZE = re.compile(rb'<svg [^>]*\bwidth="(\d+)" height="(\d+)"')


@dataclass
class Context:
    """Where a directive stands.

    Attributes:
        page: the path of the page in the site.
        file: the source file, as messages name it.
        chapter: the chapter that the text belongs to, if any.
        step: the step that `@code` refers to when it names none; `@step` sets it. A lesson begins
            without one, other pages at the end of what they are about.
    """

    material: Material
    page: str
    file: str
    chapter: Chapter | None = None
    step: Step | None = None


@dataclass(frozen=True)
class Call:
    """What stands in a directive's parentheses: one value, then `name=value` pairs."""

    value: str
    options: Mapping[str, str]

    def only(self, *names: str) -> None:
        """Refuse options that the directive does not know."""
        for name in self.options:
            if name not in names:
                raise Problem(
                    f"The directive has no option `{name}`.",
                    found=f"`{name}={self.options[name]}`.",
                    do=advice(name, names, otherwise="leave it out."),
                )


Directive = Callable[[Context, Call], str]


def expand(markdown: str, context: Context, directives: Mapping[str, Directive]) -> str:
    """Return a page with its directives expanded.

    Raises:
        Problem: names the file and the line of a directive that is unknown or refers to nothing.
    """
    lines: list[str] = []
    fence = ""
    for number, line in enumerate(markdown.splitlines(), 1):
        ticks = _FENCE.match(line)
        if ticks and not fence:
            fence = ticks[1]
        elif ticks and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        found = None if fence or ticks else _DIRECTIVE.fullmatch(line)
        lines.append(_run(found, context, directives, number) if found else line)
    return "\n".join(lines) + "\n"


def _run(found: re.Match[str], context: Context, directives: Mapping[str, Directive], number: int) -> str:
    try:
        directive = _known(found["name"], directives)
        return block(directive(context, _call(found["arguments"] or "")))
    except Problem as problem:
        where = f"{context.file}:{number}"
        raise Problem(f"{where}: {problem.what}", found=problem.found, do=problem.do) from problem


def _known(name: str, directives: Mapping[str, Directive]) -> Directive:
    if name not in directives:
        raise Problem(
            f"There is no directive `@{name}`.",
            found=f"`@{name}` on a line of its own.",
            do=advice(name, directives, otherwise=f"use one of @{', @'.join(sorted(directives))}."),
        )
    return directives[name]


def _call(arguments: str) -> Call:
    value, *rest = [part.strip() for part in _COMMA.split(arguments)]
    options = {name.strip(): content.strip() for name, _, content in (part.partition("=") for part in rest)}
    return Call(value, options)


def step(context: Context, call: Call) -> str:
    """`@step(chapter.step)`: the commit that the text is about from here on."""
    call.only()
    found = context.material.course.step(call.value)
    if context.chapter and found.chapter != context.chapter.slug:
        raise Problem(
            f"`{found.name}` is a step of another chapter.",
            found=f"a lesson of `{context.chapter.slug}`.",
            do="name a step of this chapter; to show code of another one, write `step=` in `@code`.",
        )
    context.step = found
    return parts.step_box(context.material, context.page, found)


def code(context: Context, call: Call) -> str:
    """`@code(path#name)` or `@code(path, step=chapter.step)`: code as it stands at a step."""
    call.only("step")
    at = _step_of(context, call)
    listing = resolve(call.value, context.material.tree(at))
    return parts.listing_box(context.page, listing, at)


def change(context: Context, call: Call) -> str:
    """`@diff(path)` or `@diff(path, step=chapter.step)`: what a step changes in one file."""
    call.only("step")
    at = _step_of(context, call)
    touched = {found.path: found for found in context.material.changes(at)}
    if call.value not in touched:
        raise Problem(
            f"`{at.name}` does not change `{call.value}`.",
            found=f"{len(touched)} changed files.",
            do=advice(call.value, touched, otherwise="name a file that the step changes."),
        )
    shown = diff.of(touched[call.value])
    if shown is None:
        raise Problem(
            f"`{call.value}` is not text.", found="a binary file.", do="name a file that can be read."
        )
    return parts.diff_box(context.page, shown, at)


def screenshot(context: Context, call: Call) -> str:
    """`@screenshot(name, alt=words)`: a picture from docs/assets/screens, and what it shows in words."""
    call.only("alt")
    folder = context.material.root / "docs" / "assets" / "screens"
    if not call.options.get("alt"):
        what = "A picture says what it shows."
        raise Problem(what, found=f"`{call.value}` without alt.", do="add `alt=…`.")
    if not (folder / call.value).is_file():
        there = [file.name for file in sorted(folder.glob("*"))]
        raise Problem(
            f"There is no picture `{call.value}`.",
            found=f"{len(there)} pictures in docs/assets/screens.",
            do=advice(call.value, there, otherwise="put it there."),
        )
    source = link(context.page, f"assets/screens/{call.value}")
    alt, size = escape(call.options["alt"]), _size((folder / call.value).read_bytes())
    return f'<img class="sw-screen" src="{source}" alt="{alt}"{size} loading="lazy">'


def _size(data: bytes) -> str:
    """Return the size of a PNG or SVG as attributes, so that its place is kept while it loads."""
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", data[16:24])
        return f' width="{width}" height="{height}"'
    drawn = _SVG_SIZE.match(data)
    return f' width="{int(drawn[1])}" height="{int(drawn[2])}"' if drawn else ""


def _step_of(context: Context, call: Call) -> Step:
    if name := call.options.get("step"):
        return context.material.course.step(name)
    if context.step is None:
        raise Problem(
            "It is not clear at which step the code is to be shown.",
            found="no `@step(…)` above this line.",
            do="put `@step(chapter.step)` above it, or write `step=chapter.step` beside the path.",
        )
    return context.step


LESSON: Mapping[str, Directive] = {"step": step, "code": code, "diff": change, "screenshot": screenshot}
