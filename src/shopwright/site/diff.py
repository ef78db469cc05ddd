"""Show how a file changed: two texts go in, lines told apart by sign, colour and words come out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Literal

from shopwright.course.tree import Blob, Change
from shopwright.site.highlight import lines_of
from shopwright.site.slide import LineMatcher

Kind = Literal["same", "added", "removed"]
_SIGNS: dict[Kind, str] = {"same": " ", "added": "+", "removed": "\N{MINUS SIGN}"}
# What a definition looks like, by the end of a file's name; elsewhere no place is told.
_SCOPES = {
    ".py": re.compile(r"\s*(?:async\s+)?(?:def|class)\s+\w+"),
    ".toml": re.compile(r"\[+[^\]]+\]+"),
    ".yml": re.compile(r"\s*[\w-]+(?=:)"),
    "Makefile": re.compile(r"[\w.$()/-]+(?=:(?!=))"),
}


@dataclass(frozen=True)
class Line:
    """One line of a diff: what happened to it, its number in the file that has it, and its HTML."""

    kind: Kind
    number: int
    html: str


@dataclass(frozen=True)
class Hunk:
    """Neighbouring lines of a diff, and the definition that they stand in ("" at the top of a file)."""

    scope: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FileDiff:
    """How one text file changed: `old` is None for a file that is new, `new` for one that is gone."""

    path: str
    old: str | None
    new: str | None

    @property
    def status(self) -> str:
        """Return `new`, `removed` or `changed`."""
        if self.old is None:
            return "new"
        return "removed" if self.new is None else "changed"

    def hunks(self, context: int = 3) -> list[Hunk]:
        """Return the changed places, each with `context` unchanged lines around it."""
        return list(_hunks(self.old or "", self.new or "", self.path, context))

    def counts(self) -> tuple[int, int]:
        """Return how many lines were added and how many removed."""
        codes = [
            code for code in LineMatcher(*_lines(self.old, self.new)).get_opcodes() if code[0] != "equal"
        ]
        return sum(code[4] - code[3] for code in codes), sum(code[2] - code[1] for code in codes)


def of(change: Change) -> FileDiff | None:
    """Return the change of a text file; None when the bytes are not text."""
    if any(blob is not None and blob.is_binary for blob in (change.old, change.new)):
        return None
    return FileDiff(change.path, _text(change.old), _text(change.new))


def _text(blob: Blob | None) -> str | None:
    return None if blob is None else blob.text


def _lines(old: str | None, new: str | None) -> tuple[list[str], list[str]]:
    return (old or "").splitlines(), (new or "").splitlines()


def _hunks(old: str, new: str, path: str, context: int) -> Iterator[Hunk]:
    before, after = _lines(old, new)
    old_html, new_html = lines_of(old, path), lines_of(new, path)
    matcher = LineMatcher(before, after)
    for group in matcher.get_grouped_opcodes(context):
        lines: list[Line] = []
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                lines += [Line("same", i + 1, new_html[i]) for i in range(new_from, new_to)]
            else:
                lines += [Line("removed", i + 1, old_html[i]) for i in range(old_from, old_to)]
                lines += [Line("added", i + 1, new_html[i]) for i in range(new_from, new_to)]
        first = next(code for code in group if code[0] != "equal")
        yield Hunk(_scope(path, after, first[3], group[0][3]), tuple(lines))


def _scope(path: str, lines: list[str], changed: int, shown: int) -> str:
    """Return the definition that a changed line stands in, if it is not among the lines that are shown."""
    definition = next((known for end, known in _SCOPES.items() if path.endswith(end)), None)
    if definition is None:
        return ""
    deep = next((_indent(line) for line in lines[changed:] if line.strip()), 0)
    for number in range(changed - 1, -1, -1):
        line = lines[number]
        found = definition.match(line)
        if found and (_indent(line) < deep or line.startswith("[")):
            return found.group().strip() if number < shown else ""
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def render_lines(lines: Iterable[Line]) -> str:
    """Return diff lines as HTML: what was added or removed is `<ins>` or `<del>`, and says so."""
    html = []
    for kind, run in groupby(lines, key=lambda line: line.kind):
        body = "".join(_render_line(line) for line in run)
        if kind == "added":
            body = f'<ins><span class="sw-words">Added: </span>{body}</ins>'
        elif kind == "removed":
            body = f'<del><span class="sw-words">Removed: </span>{body}</del>'
        html.append(body)
    return "".join(html)


def _render_line(line: Line) -> str:
    sign = f'<span class="sw-sign" aria-hidden="true">{_SIGNS[line.kind]}</span>'
    return f'<span class="sw-line" data-n="{line.number}">{sign}{line.html}\n</span>'


def render(diff: FileDiff) -> str:
    """Return the whole diff of one file as HTML, hunk by hunk."""
    if not (diff.new or diff.old):
        return '<p class="sw-note">An empty file.</p>'
    boxes = []
    for hunk in diff.hunks():
        if hunk.scope and hunk.lines and hunk.lines[0].number > 1:
            boxes.append(f'<span class="sw-scope">in {escape(hunk.scope)}</span>')
        elif boxes:
            boxes.append('<span class="sw-scope">…</span>')
        boxes.append(render_lines(hunk.lines))
    return f'<pre class="sw-code sw-diff"><code>{_wrap("".join(boxes))}</code></pre>'


def render_listing(code: str, path: str, start: int = 1) -> str:
    """Return plain code as HTML with its line numbers, the first of which is `start`."""
    rows = (
        f'<span class="sw-line" data-n="{number}">{html}\n</span>'
        for number, html in enumerate(lines_of(code, path), start)
    )
    return f'<pre class="sw-code"><code>{_wrap("".join(rows))}</code></pre>'


def _wrap(rows: str) -> str:
    # One box as wide as the longest line, so that colours reach as far as the code does when it is scrolled.
    return f'<span class="sw-lines">{rows}</span>'
