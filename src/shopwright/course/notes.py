"""Notes for who teaches a chapter, as data: `teaching.md` has fixed headings; times are in chapter.toml.

## Goals                          what people can do afterwards, a list
## What goes wrong in the room    a list
## Questions to ask               a list
## On the board                   what to draw, prose
## When late                      what to leave out and what not, prose
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.lesson import read_lesson
from shopwright.course.manifest import Chapter
from shopwright.course.names import advice

HEADINGS = ("Goals", "What goes wrong in the room", "Questions to ask", "On the board", "When late")
_ITEM = re.compile(r"[-*] +(?P<text>.*)")


@dataclass(frozen=True)
class Notes:
    """What the person in front of the room is told; each entry is Markdown on one line.

    Attributes:
        goals: what people can do afterwards.
        wrong: what goes wrong in the room.
        questions: what to ask.
        board: what to draw, by paragraphs.
        late: what to leave out when it gets late, by paragraphs.
    """

    goals: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    board: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


def notes_file(chapter: Chapter) -> Path:
    """Return where a chapter's notes stand."""
    return chapter.folder / "teaching.md"


def read_notes(chapter: Chapter) -> Notes:
    """Return the notes of a chapter; those that nobody has written are empty."""
    file = notes_file(chapter)
    if not file.is_file():
        return Notes()
    sections = _sections(file.read_text("utf-8"))
    return Notes(*(_entries(sections.get(heading, [])) for heading in HEADINGS))


def flaws(chapter: Chapter) -> Iterator[tuple[Path, int, str]]:
    """Yield what is wrong with a chapter's notes, as file, line and sentence."""
    file = notes_file(chapter)
    if not file.is_file():
        yield chapter.manifest, 1, "no teaching notes; add teaching.md."
        return
    text = file.read_text("utf-8")
    found = read_lesson(text).headings
    titles = [title for _, title in found]
    for title in HEADINGS:
        if title not in titles:
            yield file, 1, f"no section `## {title}`."
    seen: set[str] = set()
    for line, title in found:
        if title not in HEADINGS:
            near = advice(title, HEADINGS, otherwise=f"use only {', '.join(HEADINGS)}.")
            yield file, line, f"`## {title}` is no heading of teaching notes; {near}"
        elif title in seen:
            yield file, line, f"`## {title}` stands here twice."
        elif not _entries(_sections(text)[title]):
            yield file, line, f"`## {title}` is empty."
        seen.add(title)
    known = [title for title in dict.fromkeys(titles) if title in HEADINGS]
    if known != sorted(known, key=HEADINGS.index):
        yield file, 1, f"the sections are out of order; the order is {', '.join(HEADINGS)}."


def _sections(text: str) -> dict[str, list[str]]:
    lines = text.splitlines()
    headings = read_lesson(text).headings
    ends = [line - 1 for line, _ in headings[1:]] + [len(lines)]
    return {title: lines[line:end] for (line, title), end in zip(headings, ends, strict=True)}


def _entries(lines: list[str]) -> tuple[str, ...]:
    """Return list items and paragraphs, each on one line; what a list is introduced by goes with none."""
    entries: list[tuple[bool, list[str]]] = []
    fresh = True
    for line in lines:
        if not line.strip():
            fresh = True
        elif item := _ITEM.match(line):
            entries.append((True, [item["text"]]))
            fresh = False
        elif fresh and not line.startswith(" "):
            entries.append((False, [line.strip()]))
            fresh = False
        else:
            entries[-1][1].append(line.strip())
            fresh = False
    items = any(is_item for is_item, _ in entries)
    texts = [" ".join(words) for is_item, words in entries if is_item or not items or not _introduces(words)]
    return tuple(texts)


def _introduces(words: list[str]) -> bool:
    return not words[-1].endswith((".", "?", "!"))
