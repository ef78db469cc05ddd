"""An exercise as a learner meets it: tasks with tests, and for each task hints in three levels."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.exercises import tree_below
from shopwright.course.manifest import Chapter, Course
from shopwright.course.names import advice
from shopwright.course.toml import Table, read_toml
from shopwright.course.tree import Tree
from shopwright.errors import Problem

LEVELS = {1: "a nudge", 2: "a pointer", 3: "the change"}


@dataclass(frozen=True)
class Task:
    """One thing to do, as `[[task]]` of an `exercise.toml` says it."""

    tests: tuple[str, ...]
    looks: str
    why: str
    read: str
    nudge: str
    pointer: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """An exercise, by the folder of its chapter that holds it."""

    chapter: Chapter
    folder: Path
    title: str
    minutes: int
    fails: tuple[str, ...]
    tasks: tuple[Task, ...]

    @property
    def key(self) -> str:
        """`chapter/name`, as progress knows it."""
        return f"{self.chapter.slug}/{self.folder.name}"

    @property
    def text(self) -> str:
        """The task, as Markdown."""
        file = self.folder / "exercise.md"
        return file.read_text("utf-8") if file.is_file() else ""

    @property
    def tests(self) -> Tree:
        """The acceptance tests by their path in the store."""
        return tree_below(self.folder / "tests", "tests/")

    @property
    def modules(self) -> list[str]:
        """The files that pytest is given."""
        return sorted(path for path in self.tests if re.search(r"(^|/)test_[^/]*\.py$", path))


def exercises_of(chapter: Chapter) -> tuple[Exercise, ...]:
    """Return a chapter's exercises by name."""
    files = sorted((chapter.folder / "exercises").glob("*/exercise.toml"))
    return tuple(_read(file, chapter) for file in files)


def find_exercise(course: Course, name: str) -> Exercise:
    """Return the exercise that somebody means by `name`, `chapter/name` or `chapter` (its first).

    Raises:
        Problem: there is none; the nearest name is in it.
    """
    chapters = {chapter.slug: chapter for chapter in course.chapters} | {c.label: c for c in course.chapters}
    if name in chapters and (inside := exercises_of(chapters[name])):
        return inside[0]
    found = [exercise for chapter in course.chapters for exercise in exercises_of(chapter)]
    for exercise in found:
        if name in (exercise.key, exercise.folder.name, f"{exercise.chapter.label}/{exercise.folder.name}"):
            return exercise
    names = [*(exercise.folder.name for exercise in found), *(chapter.slug for chapter in course.chapters)]
    raise Problem(
        f"The course has no exercise `{name}`.",
        found=f"{len(found)} exercises, none of them called that.",
        do=advice(name, names, otherwise="look at `shopwright learn list`."),
    )


def _read(file: Path, chapter: Chapter) -> Exercise:
    top = read_toml(file, "the exercise")
    fails = top.texts("fails")
    tables = [] if "hint" in top.data else top.tables("task", "the task")
    tasks = tuple(map(_task, tables))
    return Exercise(
        chapter, file.parent, top.text("title"), top.number("minutes"), fails, tasks or tuple(_older(top))
    )


def _task(table: Table) -> Task:
    looks, why, read, nudge, pointer = (
        table.text(key).strip() for key in ("looks", "why", "read", "nudge", "pointer")
    )
    return Task(table.texts("tests"), looks, why, read, nudge, pointer, table.texts("files"))


def _older(top: Table) -> Iterator[Task]:
    """Yield a task for each test of an exercise that has `[[hint]]` tables and no tasks."""
    hints = top.tables("hint", "the hint")
    for test in top.texts("fails"):
        said = test.rpartition("::test_")[2].replace("_", " ")
        own = {hint.number("level"): hint.text("text").strip() for hint in hints if hint.text("test") == test}
        every = {hint.number("level"): hint.text("text").strip() for hint in hints}
        nudge, pointer = (own.get(level) or every.get(level, "") for level in (1, 2))
        yield Task(
            (test,), f"{said[:1].upper()}{said[1:]}.", "", top.file.parents[2].name[3:], nudge, pointer
        )


PATCHED = re.compile(r"^\+\+\+ (?:b/)?(?P<path>[^\t\n]+)", re.MULTILINE)


def solution(exercise: Exercise, end: Tree, files: tuple[str, ...] = ()) -> str:
    """Return the solution as a diff against the chapter's end.

    Args:
        end: the files at the chapter's end, those that the solution writes at least.
        files: only what the solution does to these; all of it where this is empty.
    """
    patch = exercise.folder / "solution.patch"
    pieces = dict(_pieces(patch.read_text("utf-8"))) if patch.is_file() else {}
    for path, blob in tree_below(exercise.folder / "solution").items():
        old = end[path].text.splitlines(keepends=True) if path in end else []
        lines = difflib.unified_diff(
            old, blob.text.splitlines(keepends=True), f"a/{path}" if old else "/dev/null", f"b/{path}"
        )
        pieces[path] = "".join(lines)
    return "".join(text for path, text in pieces.items() if text and (not files or path in files))


def _pieces(patch: str) -> Iterator[tuple[str, str]]:
    """Yield a patch file by file."""
    head = r"(?m)^(?=diff --git )" if "diff --git " in patch else r"(?m)^(?=--- .*\n\+\+\+ )"
    for piece in re.split(head, patch):
        if found := PATCHED.search(piece):
            yield found["path"], piece
