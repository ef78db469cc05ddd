"""Say what came of a check: what was looked for, what was found, why it matters, where to read."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from shopwright.course.exercises import Task
from shopwright.course.lesson import read_lesson
from shopwright.learn.copy import EXERCISES, Copy, listed
from shopwright.learn.judging import Failure, Verdict
from shopwright.learn.picture import Paint

SHOWN_LINES = 6
INDENT = 3
COLUMN = 14


@dataclass(frozen=True)
class Teller:
    """Puts a verdict into lines.

    Attributes:
        every: tell all failing tasks at length, and not only the first.
    """

    copy: Copy
    paint: Paint
    every: bool = False

    def tell(self, verdict: Verdict) -> Iterator[str]:
        """Yield the lines that a person reads after a check."""
        exercise, paint = verdict.exercise, self.paint
        done = sum(verdict.done(task) for task in exercise.tasks)
        yield paint.bold(f"{exercise.title} ({exercise.key})")
        yield (
            f"{len(verdict.passed)} of {counted(len(exercise.fails), 'test')} passed, "
            f"{done} of {counted(len(exercise.tasks), 'task')} done."
        )
        for path, where in verdict.kept.items():
            note = f"You changed {path}. It is as it was given again; your version is in {where}."
            yield from paint.wrapped(note)
        yield from paint.wrapped(expectation(verdict))
        yield ""
        at_length = True
        for number, task in enumerate(exercise.tasks, 1):
            failing = [verdict.failures[test] for test in task.tests if test in verdict.failures]
            mark = paint.bad("open") if failing else paint.good("done")
            yield from paint.wrapped(f"{mark} {number}. {task.looks}", "        ")
            if failing and at_length:
                yield from self._at_length(task, failing)
                at_length = self.every
            elif failing:
                yield f"        {paint.dim(_cut(_gist(failing[0].message), 84))}"
        yield from self._others(verdict)

    def _at_length(self, task: Task, failing: list[Failure]) -> Iterator[str]:
        yield from self._found(failing[0])
        if failing[1:]:
            names = ", ".join(failure.test.rpartition("::")[2] for failure in failing[1:])
            yield from self._part("", f"Not yet either: {names}.")
        yield from self._part("Why", " ".join(task.why.split()))
        yield from self._part("Read", self._reading(task))
        yield ""

    def _part(self, head: str, text: str) -> Iterator[str]:
        """Yield a text with its head on the left."""
        width = max(24, self.paint.width - COLUMN)
        lines = [line for block in text.splitlines() for line in textwrap.wrap(block, width) or [""]]
        yield from self._beside(head, lines)

    def _beside(self, head: str, lines: list[str]) -> Iterator[str]:
        for index, line in enumerate(lines):
            name = head if index == 0 else ""
            yield f"{' ' * INDENT}{self.paint.bold(name)}{' ' * (COLUMN - INDENT - len(name))}{line}".rstrip()

    def _found(self, failure: Failure) -> Iterator[str]:
        """Yield what pytest found, and the first places to look at: in the code, and in the test."""
        lines = [line for line in failure.message.splitlines() if line.strip()]
        shown = [self.paint.bad(_cut(line, max(40, self.paint.width * 2))) for line in lines[:SHOWN_LINES]]
        more = [f"({len(lines) - SHOWN_LINES} more lines)"] if lines[SHOWN_LINES:] else []
        yield from self._beside("Found", [*shown, *more])
        code = [place for place in failure.places if not place.startswith("tests/")][-1:]
        tests = [place for place in failure.places if place.startswith("tests/")][-1:]
        for place in [*code, *tests]:
            path, _, number = place.rpartition(":")
            yield from self._beside("", [f"at {place}", f"   {self._line(path, int(number))}"])
        yield from self._beside("", [f"in {failure.test.rpartition('::')[2]}"])

    def _line(self, path: str, number: int) -> str:
        try:
            lines = (self.copy.folder / path).read_text("utf-8").splitlines()
            return _cut(lines[number - 1].strip(), max(24, self.paint.width - COLUMN - 3))
        except (OSError, IndexError, UnicodeDecodeError):
            return ""

    def _reading(self, task: Task) -> str:
        """Return where to read: the chapter, the section as the lesson calls it, the address on the site."""
        slug, _, anchor = task.read.partition("#")
        chapter = next((one for one in self.copy.course.chapters if one.slug == slug), None)
        if chapter is None:
            return task.read
        headings = read_lesson(chapter.lesson.read_text("utf-8")).headings
        title = next((title for _, title in headings if _anchor(title) == anchor), anchor)
        section = f": “{title}”" if anchor else ""
        address = f"course/{chapter.slug}/{f'#{anchor}' if anchor else ''}"
        return f"Chapter {chapter.label}, {chapter.title}{section}\non the site: {address}"

    def _others(self, verdict: Verdict) -> Iterator[str]:
        """Tell failures outside the tasks: in the exercise's other tests, and in the store's own."""
        for failure in verdict.failures.values():
            if failure.test not in verdict.exercise.fails:
                yield f"{self.paint.bad('broke')} {failure.test}, which passed at the start"
                yield from self._found(failure)
        if verdict.broke is not None and verdict.untouched:
            yield "You changed nothing yet, so none of the store's own tests was run."
        elif verdict.broke is not None:
            count = len(verdict.broke)
            yield f"The store's own tests near your change: {f'{count} fail' if count else 'all pass'}."
            for failure in verdict.broke[:SHOWN_LINES]:
                yield f"{self.paint.bad('broke')} {failure.test}"
                yield from self._found(failure)
            if verdict.broke[SHOWN_LINES:]:
                yield f"and {count - SHOWN_LINES} more."


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def expectation(verdict: Verdict) -> str:
    """Say whether what failed was to be expected."""
    if not verdict.failures:
        return ""
    if verdict.expected:
        return (
            "This is expected: your store is as the chapter leaves it, and exactly these tests fail then. "
            f"They pass when the tasks are done. They lie in {EXERCISES}/, so `make test` runs them as well."
        )
    if verdict.untouched:
        return (
            "This is not expected: your store is as the chapter leaves it, but other tests fail than should. "
            "Something outside your code is wrong; ask `shopwright learn doctor`."
        )
    if verdict.lacking:
        slug = verdict.exercise.chapter
        return (
            "This is expected: the exercise begins at the chapter's end, and your store is not there yet. "
            f"It lacks {listed(verdict.lacking)}. "
            f"Go on with the chapter's steps, or `shopwright learn catch-up {slug} --end`."
        )
    if set(verdict.failures) == set(verdict.exercise.fails):
        return (
            "Nothing of this exercise passes yet. At its beginning that is expected. "
            f"The tests lie in {EXERCISES}/, so `make test` runs them as well. "
            "`shopwright learn check --whole` also runs the store's own tests of what you wrote otherwise "
            "than the course."
        )
    return ""


def _gist(message: str) -> str:
    """Return the line that says what is wrong: the first, but the last where the first is only a place."""
    lines = message.strip().splitlines() or [""]
    return lines[-1 if lines[0].startswith("File ") else 0].strip()


def _anchor(title: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in title.lower()).split())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
