"""Take a lesson apart into what a slide or a handout can show: words, lists, code, commands, pictures."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from shopwright.course.lesson import DIRECTIVE, FENCE
from shopwright.course.listing import resolve
from shopwright.course.manifest import Chapter
from shopwright.errors import Problem
from shopwright.site.material import Material

Kind = Literal[
    "heading", "words", "item", "code", "console", "table", "picture", "drawing", "step", "exercise"
]

_HEADING = re.compile(r"^#{2,4} +(?P<title>.+?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.) +(?P<text>.*)")
_PICTURE = re.compile(r"^@screenshot\((?P<name>[^,)]+)(?:,\s*alt=(?P<alt>.*))?\)\s*$")
_ANY = re.compile(r"^@[a-z][a-z-]*(\(.*\))?\s*$")
_SENTENCE = re.compile(r"(?<=[.!?:])[\"”)]?\s+(?=[A-Z\"“`*(\d])")


@dataclass(frozen=True)
class Block:
    """One piece of a lesson.

    Attributes:
        text: words as Markdown, code, commands with what they print, a picture's words, or a name.
        where: where code comes from, in words; the file of a picture.
        path: the path of the file that code is from.
        step: the step that holds here, or "".
    """

    kind: Kind
    text: str
    where: str = ""
    path: str = ""
    step: str = ""


def blocks_of(material: Material, chapter: Chapter) -> list[Block]:
    """Return a chapter's lesson in pieces; directives that nobody can show on paper are left out.

    Raises:
        Problem: the lesson is not there, or refers to code that is not.
    """
    if not chapter.lesson.is_file():
        raise Problem(
            f"The chapter `{chapter.slug}` has no lesson.",
            found=f"no {material.shown(chapter.lesson)}.",
            do="write it; `shopwright course lint` says what a chapter needs.",
        )
    return list(_Reader(material, chapter).blocks(chapter.lesson.read_text("utf-8").splitlines()))


class _Reader:
    def __init__(self, material: Material, chapter: Chapter) -> None:
        self.material, self.chapter, self.step = material, chapter, ""

    def blocks(self, lines: list[str]) -> Iterator[Block]:
        pending: list[str] = []
        rest = iter(lines)
        for line in rest:
            if fence := FENCE.match(line):
                yield from self._words(pending)
                yield from self._fence(fence["info"], list(_inside(rest, fence["mark"])))
            elif heading := _HEADING.match(line):
                yield from self._words(pending)
                yield Block("heading", heading["title"], step=self.step)
            elif _ANY.match(line):
                yield from self._words(pending)
                yield from self._directive(line)
            elif not line.strip():
                yield from self._words(pending)
            elif not line.startswith(("# ", "<", "!!!", "???")):
                pending.append(line)
        yield from self._words(pending)

    def _words(self, pending: list[str]) -> Iterator[Block]:
        lines, pending[:] = list(pending), []
        if lines and all(line.lstrip().startswith("|") for line in lines):
            yield Block("table", "\n".join(lines), step=self.step)
            return
        entries: list[tuple[Kind, list[str]]] = []
        for line in lines:
            if item := _ITEM.match(line):
                entries.append(("item", [item["text"]]))
            elif entries:
                entries[-1][1].append(line.strip().removeprefix("> "))
            else:
                entries.append(("words", [line.strip().removeprefix("> ")]))
        yield from (Block(kind, " ".join(words), step=self.step) for kind, words in entries)

    def _fence(self, info: str, content: list[str]) -> Iterator[Block]:
        language = info.strip().split(" ")[0]
        text = "\n".join(content)
        if language == "mermaid":
            yield Block("drawing", text, step=self.step)
        elif language == "console":
            yield Block("console", text, step=self.step)
        elif text.strip():
            yield Block("code", textwrap.dedent(text), path=f"x.{language or 'txt'}", step=self.step)

    def _directive(self, line: str) -> Iterator[Block]:
        if picture := _PICTURE.match(line):
            file = self.material.root / "docs" / "assets" / "screens" / picture["name"].strip()
            if file.is_file():
                yield Block("picture", (picture["alt"] or "").strip(), where=str(file), step=self.step)
        if not (found := DIRECTIVE.match(line)):
            return
        target, *options = [part.strip() for part in found["arguments"].split(",")]
        at = next(
            (option.removeprefix("step=") for option in options if option.startswith("step=")), self.step
        )
        if found["name"] == "step":
            self.step = target
            yield Block("step", target, step=target)
        elif found["name"] == "exercise":
            yield Block("exercise", target, step=self.step)
        elif found["name"] == "code":
            step = self.material.course.step(at)
            listing = resolve(target, self.material.tree(step))
            yield Block("code", textwrap.dedent(listing.code), listing.where, listing.path, at)


def _inside(rest: Iterator[str], mark: str) -> Iterator[str]:
    for line in rest:
        if line.strip().startswith(mark) and not line.strip().strip(mark[0]):
            return
        yield line


def opening(text: str, limit: int = 170) -> str:
    """Return what a paragraph says first: its first sentence, and those after it while they are short."""
    sentences = _SENTENCE.split(text)
    said = sentences[0]
    for sentence in sentences[1:]:
        if len(said) >= 60 or len(said) + len(sentence) > limit:
            break
        said = f"{said} {sentence}"
    return said


def commands_in(text: str) -> list[str]:
    """Return the commands of a console block, each with the lines that it goes on with."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(line[2:])
        elif line.startswith("> ") and found:
            found[-1] += f"\n{line[2:]}"
    return found


def marked(text: str) -> str:
    """Return a sentence of Markdown as HTML: code, strong, emphasised; links become their words."""
    pieces = re.split(r"(`[^`]+`)", text)
    html = []
    for piece in pieces:
        if piece.startswith("`") and piece.endswith("`") and len(piece) > 2:
            html.append(f"<code>{escape(piece[1:-1])}</code>")
            continue
        words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", piece)
        words = escape(words, quote=False)
        words = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", words)
        html.append(re.sub(r"(?<![\w*])\*(?!\s)(.+?)\*(?!\w)", r"<em>\1</em>", words))
    return "".join(html)


def rows_of(table: str) -> list[list[str]]:
    """Return the cells of a Markdown table by rows, the head first."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
    return [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]


def look(name: str) -> str:
    """Return a style sheet or a script of slides and handouts."""
    return (Path(__file__).parent / "look" / name).read_text("utf-8")
