"""Exercises have two sides: the start fails exactly the stated tests, and the solution passes all."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.bench import Bench, Done, lay_out
from shopwright.course.checks import JUDGING, selection
from shopwright.course.exercises import PATCHED, Exercise, tree_below
from shopwright.course.history import git_environment
from shopwright.course.lint_exercises import flaws
from shopwright.course.tree import Blob, Tree


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
    """Where exercises are tried: a folder, the shared environment and the variables of the servers."""

    folder: Path
    environment: Path
    variables: dict[str, str]

    def try_out(self, exercise: Exercise, end: Tree) -> Trial:
        """Lay an exercise over the end of its chapter: first without its solution, then with it."""
        static = tuple(f"{file}:{line}: {text}" for file, line, text in flaws(exercise))
        if static:
            return Trial(exercise, static)
        place = self.folder / f"{exercise.chapter}-{exercise.name}"
        added = tree_below(exercise.folder / "tests", "tests/")
        start = {**end, **added}
        begun = self._pytest(start, place, sorted(path for path in added if _is_test(path)))
        wrong = tuple(_differences(exercise, _failed(begun, exercise)))
        if wrong:
            return Trial(exercise, wrong, _tail(begun))
        solved = {**start, **tree_below(exercise.folder / "solution")}
        patch = self._patch(exercise, solved, place)
        if patch:
            return Trial(exercise, (f"{exercise.folder / 'solution.patch'}:1: does not apply.",), patch)
        # As for a step: the tests of what it touched, and those about all.
        touched = {**solved, **self._patched(exercise, place)}
        ended = self._pytest(solved, place, selection(end, touched), written=True)
        if ended.ok:
            return Trial(exercise, ())
        names = ", ".join(sorted(_summary(ended))) or "see below"
        return Trial(exercise, (f"{exercise.file}:1: with the solution, tests fail: {names}.",), _tail(ended))

    def _patch(self, exercise: Exercise, solved: Tree, place: Path) -> str:
        """Write the solved tree; return what git said when the patch does not apply."""
        lay_out(solved, place, self.environment)
        patch = exercise.folder / "solution.patch"
        if not patch.is_file():
            return ""
        # The folder may lie in somebody's repository; git must not look for it.
        nobody = {**git_environment(), "GIT_CEILING_DIRECTORIES": str(place.resolve().parent)}
        done = subprocess.run(
            ["git", "apply", str(patch.resolve())],
            cwd=place,
            env=nobody,
            capture_output=True,
            text=True,
            check=False,
        )
        return (done.stderr.strip() or "git apply failed") if done.returncode else ""

    def _patched(self, exercise: Exercise, place: Path) -> Tree:
        """Return the files that the patch wrote, as they are now."""
        patch = exercise.folder / "solution.patch"
        names = PATCHED.findall(patch.read_text("utf-8")) if patch.is_file() else []
        return {name: Blob((place / name).read_bytes()) for name in names}

    def _pytest(self, tree: Tree, place: Path, paths: list[str], *, written: bool = False) -> Done:
        if not written:
            shutil.rmtree(place, ignore_errors=True)
            lay_out(tree, place, self.environment)
        options = ["-q", "-rfE", "--tb=short", "--continue-on-collection-errors"]
        quiet = ["-p", "no:cacheprovider", "-p", "no:randomly"]
        return Bench(place.resolve(), JUDGING | self.variables).run(["pytest", *options, *quiet, *paths])


def _is_test(path: str) -> bool:
    return bool(re.search(r"(^|/)test_[^/]*\.py$", path))


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
