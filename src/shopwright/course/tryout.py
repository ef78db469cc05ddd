"""Exercises have two sides: the start fails exactly the stated tests, and the solution passes all."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.bench import Bench, Done, lay_out
from shopwright.course.checks import JUDGING
from shopwright.course.exercises import Exercise
from shopwright.course.lint_exercises import flaws
from shopwright.course.selection import selection
from shopwright.course.solutions import solved, solved_up_to
from shopwright.course.tree import Tree
from shopwright.errors import Problem


@dataclass(frozen=True)
class Trial:
    """What came of an exercise: sentences about what is wrong, and the end of the output that shows it."""

    exercise: Exercise
    wrong: tuple[str, ...]
    tail: str = ""

    @property
    def ok(self) -> bool:
        """Whether both sides hold."""
        return not self.wrong


@dataclass
class Room:
    """Where exercises are tried: a folder, the shared environment and the variables of the servers.

    Args:
        apart: tests that run only where a solution changes them.
    """

    folder: Path
    environment: Path
    variables: dict[str, str]
    apart: tuple[str, ...] = ()

    def try_out(self, exercise: Exercise, end: Tree) -> Trial:
        """Lay an exercise over its chapter's end: without its solution, with its hints, with all of it."""
        static = tuple(f"{file}:{line}: {text}" for file, line, text in flaws(exercise))
        if static:
            return Trial(exercise, static)
        place = self.folder / f"{exercise.chapter}-{exercise.name}"
        start = {**end, **exercise.tests}
        begun = self._pytest(start, place, exercise.modules)
        wrong = tuple(_differences(exercise, _failed(begun, exercise)))
        if wrong:
            return Trial(exercise, wrong, _tail(begun))
        try:
            done = solved(exercise, start)
        except Problem as problem:
            return Trial(exercise, (problem.what,), problem.found)
        hinted = self._try_hints(exercise, start, place)
        if not hinted.ok:
            return hinted
        # As for a step: the tests of what it touched, and those about all.
        ended = self._pytest(done, place, selection(end, done, apart=self.apart))
        return self._passed(exercise, ended, "with the solution, tests fail")

    def try_later(self, exercise: Exercise, end: Tree, last: Tree) -> Trial:
        """Lay tests and solution over the end of the whole course; nothing but these tests is run.

        Where the exercise says `until`, the tests must not pass: else it says so for nothing.
        """
        place = self.folder / f"{exercise.chapter}-{exercise.name}"
        try:
            done = solved(exercise, end, {**last, **exercise.tests})
        except Problem as problem:
            return Trial(exercise, () if exercise.until else (problem.what,), problem.found)
        ended = self._pytest(done, place, exercise.modules)
        if exercise.until and ended.ok:
            text = f"{exercise.file}:1: `until` is not needed: the solution passes at the end of the course."
            return Trial(exercise, (text,))
        if exercise.until:
            return Trial(exercise, ())
        return self._passed(exercise, ended, "at the end of the course, with the solution, tests fail")

    def _try_hints(self, exercise: Exercise, start: Tree, place: Path) -> Trial:
        """Lay over the start what the last hints change, task by task: each answers its task's tests.

        A hint that is the whole solution is not tried here, since that passes all.
        """
        for number, task in enumerate(exercise.tasks, 1):
            if not task.files:
                continue
            try:
                done = solved_up_to(exercise, start, number)
            except Problem as problem:
                return Trial(exercise, (f"{exercise.file}:{task.line}: {problem.what}",), problem.found)
            ended = self._pytest(done, place, list(task.tests))
            told = self._passed(exercise, ended, "with what its last hint changes, tests fail", task.line)
            if not told.ok:
                return told
        return Trial(exercise, ())

    @staticmethod
    def _passed(exercise: Exercise, done: Done, what: str, line: int = 1) -> Trial:
        if done.ok:
            return Trial(exercise, ())
        names = ", ".join(sorted(_summary(done))) or "see below"
        return Trial(exercise, (f"{exercise.file}:{line}: {what}: {names}.",), _tail(done))

    def _pytest(self, tree: Tree, place: Path, paths: list[str]) -> Done:
        shutil.rmtree(place, ignore_errors=True)
        lay_out(tree, place, self.environment)
        options = ["-q", "-rfE", "--tb=short", "--continue-on-collection-errors"]
        quiet = ["-p", "no:cacheprovider", "-p", "no:randomly"]
        return Bench(place.resolve(), JUDGING | self.variables).run(["pytest", *options, *quiet, *paths])


SUMMARY = re.compile(r"^(?:FAILED|ERROR) (?P<test>\S+\.py(?:::.*?)?)(?: - .*)?$", re.MULTILINE)


def _summary(done: Done) -> set[str]:
    return {match["test"] for match in SUMMARY.finditer(done.output)}


def _failed(done: Done, exercise: Exercise) -> set[str]:
    """Return the tests that failed; a file that could not be imported fails each of its stated tests."""
    found: set[str] = set()
    for name in _summary(done):
        inside = {test for test in exercise.fails if "::" not in name and test.startswith(f"{name}::")}
        found |= inside or {name}
    return found


def _differences(exercise: Exercise, failed: set[str]) -> Iterator[str]:
    stated = set(exercise.fails)
    for test in sorted(stated - failed):
        yield f"{exercise.file}:1: {test} should fail at the start and does not."
    for test in sorted(failed - stated):
        yield f"{exercise.file}:1: {test} fails at the start and is not named in `fails`."


def _tail(done: Done) -> str:
    return "\n".join(done.output.rstrip().splitlines()[-25:])
