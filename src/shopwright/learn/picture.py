"""Progress over the course as a picture in the terminal: parts, chapters, a bar of steps, exercises."""

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopwright.course.exercises import load_exercises
from shopwright.course.manifest import Chapter
from shopwright.learn.copy import Copy

PLAIN_WIDTH = 80
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Paint:
    """What the place where we print can show.

    Attributes:
        colours: whether it is a terminal, and nobody set NO_COLOR.
        drawn: whether it can write more than ASCII.
    """

    width: int = PLAIN_WIDTH
    colours: bool = False
    drawn: bool = True

    @classmethod
    def here(cls) -> "Paint":
        """Find out from the terminal and the environment."""
        terminal = sys.stdout.isatty()
        colours = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if terminal else PLAIN_WIDTH
        encoding = (getattr(sys.stdout, "encoding", "") or "").lower()
        return cls(min(width, 110), colours, encoding.replace("-", "").startswith("utf"))

    def good(self, text: str) -> str:
        """Mark what is done."""
        return self._in("32", text)

    def bad(self, text: str) -> str:
        """Mark what is not as it should be."""
        return self._in("31", text)

    def bold(self, text: str) -> str:
        """Mark a heading."""
        return self._in("1", text)

    def dim(self, text: str) -> str:
        """Mark what is of less weight."""
        return self._in("2", text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colours and text else text

    def wrapped(self, text: str, hang: str = "") -> list[str]:
        """Break a text into lines that fit; an empty text gives none."""
        # Colours take no room, so they are counted out of the first line.
        extra = len(text) - len(ANSI.sub("", text))
        return textwrap.wrap(
            text, max(30, self.width) + extra, subsequent_indent=hang, break_long_words=False
        )


@dataclass(frozen=True)
class Row:
    """A chapter with what of it is there.

    Attributes:
        steps: for each step "given" (a commit of the course), "own" (the learner wrote its files) or "".
        exercises: whether each is solved.
        hints: how many hints were shown.
    """

    chapter: Chapter
    steps: tuple[str, ...]
    exercises: tuple[bool, ...]
    hints: int = 0

    @property
    def next_step(self) -> str:
        """The first step that is not there, or ""."""
        pairs = zip(self.chapter.steps, self.steps, strict=True)
        return next((step.name for step, state in pairs if not state), "")


def rows(chapters: Sequence[Chapter], copy: Copy | None) -> list[Row]:
    """Return what of each chapter is there; without a copy, nothing is."""
    if copy is None:
        return [Row(c, ("",) * len(c.steps), (False,) * len(load_exercises(c))) for c in chapters]
    given = set(copy.git("tag", "--list", "*.*", "--merged", "HEAD").splitlines())
    solved = copy.solved()
    hints = [fact["exercise"] for fact in copy.facts.about("hinted")]
    found: list[Row] = []
    for chapter in chapters:
        own = _written(copy, chapter) if not all(step.name in given for step in chapter.steps) else set()
        steps = tuple("given" if s.name in given else "own" if s.name in own else "" for s in chapter.steps)
        keys = [exercise.key for exercise in load_exercises(chapter)]
        found.append(
            Row(chapter, steps, tuple(key in solved for key in keys), sum(key in keys for key in hints))
        )
    return found


def _written(copy: Copy, chapter: Chapter) -> set[str]:
    """Return the steps that the learner wrote, as far as files tell it.

    A step that adds files is there when they are; another, when the next that adds some is.
    """
    found: set[str] = set()
    reached = False
    for step in reversed(chapter.steps):
        added = _added(copy, step.name)
        reached = all((copy.folder / path).exists() for path in added) if added else reached
        if reached:
            found.add(step.name)
    return found


def missing_of(copy: Copy, step: str) -> list[str]:
    """Return the files that a step adds and the copy does not have, if it has others of them.

    A name with a typing error is found like this. A step that was not begun misses nothing yet.
    """
    added = _added(copy, step)
    missing = [path for path in added if not (copy.folder / path).exists()]
    return missing if len(missing) < len(added) else []


def _added(copy: Copy, step: str) -> list[str]:
    command = ("diff-tree", "--no-commit-id", "--name-only", "-r", "-z", "--diff-filter=A")
    done = copy.run(*command, f"refs/tags/{step}")
    return [path for path in done.stdout.split("\0") if path]


def draw(found: Sequence[Row], paint: Paint, here: Chapter | None) -> Iterator[str]:
    """Yield the lines of the picture."""
    part = ""
    for row in found:
        if row.chapter.part != part:
            part = row.chapter.part
            inside = [other for other in found if other.chapter.part == part]
            yield from ["", f"{paint.bold(part)}  {paint.dim(_sum(inside))}"]
        yield _line(row, paint, here=here is not None and row.chapter.slug == here.slug)
    yield ""
    legend = ("■ yours  ▪ given by the course  · open", "# yours  + given by the course  . open")
    yield from paint.wrapped(
        f"{legend[0 if paint.drawn else 1]}; ✓ exercise solved" if paint.drawn else legend[1]
    )


def _sum(inside: Sequence[Row]) -> str:
    steps = [state for row in inside for state in row.steps]
    solved = [done for row in inside for done in row.exercises]
    return f"{sum(map(bool, steps))}/{len(steps)} steps, {sum(solved)}/{len(solved)} exercises"


def _line(row: Row, paint: Paint, *, here: bool) -> str:
    marks = {"own": "■", "given": "▪", "": "·"} if paint.drawn else {"own": "#", "given": "+", "": "."}
    mark = ("▶" if paint.drawn else ">") if here else " "
    bar = "".join(paint.good(marks[s]) if s == "own" else paint.dim(marks[s]) for s in row.steps)
    ticks = ("✓", "○") if paint.drawn else ("x", "o")
    solved = " ".join(paint.good(ticks[0]) if done else paint.dim(ticks[1]) for done in row.exercises)
    hints = paint.dim(f" {row.hints} hint{'s' if row.hints > 1 else ''}") if row.hints else ""
    label = f"{mark} {row.chapter.label}"
    label = paint.bold(label) if here else label
    if paint.width < 60:
        return f"{label}\n    {bar} {solved}{hints}"
    gap = " " * max(1, 26 - len(ANSI.sub("", label)))
    tail = " " * max(1, 16 - len(row.steps))
    title = "" if paint.width < 76 else f"  {paint.dim(row.chapter.title)}"
    return f"{label}{gap}{bar}{tail}{solved}{hints}{title}"
