"""Read `exercises/<name>/exercise.toml` of a chapter: an exercise, its tasks and their hints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.manifest import Chapter
from shopwright.course.names import advice
from shopwright.course.toml import Table, read_toml
from shopwright.course.tree import Blob, Tree

PATCHED = re.compile(r"^\+\+\+ b/(?P<path>[^\t\n]+)", re.MULTILINE)
KEYS = ("tests", "looks", "why", "read", "nudge", "pointer", "files")


@dataclass(frozen=True)
class Task:
    """One thing to do in an exercise: the tests that one change answers, and help in three levels.

    Attributes:
        tests: the failing tests that this task makes pass, as pytest names them.
        looks: what the tests look for, in one sentence.
        why: why it matters in a real shop.
        read: where the lesson tells it, `chapter#anchor-of-the-heading`.
        nudge: the hint of level 1: a question, or something to look at.
        pointer: the hint of level 2: it names the place.
        files: what of the solution answers this task, the hint of level 3; empty for the whole solution.
        line: where the task stands in its `exercise.toml`.
    """

    tests: tuple[str, ...]
    looks: str
    why: str
    read: str
    nudge: str
    pointer: str
    files: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True)
class Exercise:
    """What `exercise.toml` says.

    Attributes:
        text: the file that tells the exercise.
        fails: the tests that fail at the start, all of them, as pytest names them.
        tasks: what is to be done; each test of `fails` stands in one of them.
        until: the chapter from whose end on the solution does not apply; "" if it always does.
        because: why it does not.
    """

    chapter: str
    folder: Path
    title: str
    minutes: int
    fails: tuple[str, ...]
    tasks: tuple[Task, ...]
    until: str = ""
    because: str = ""

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def key(self) -> str:
        """`chapter/name`, which no other exercise of the course has."""
        return f"{self.chapter}/{self.name}"

    @property
    def tests(self) -> Tree:
        """Its tests, by their path in the store."""
        return tree_below(self.folder / "tests", "tests/")

    @property
    def modules(self) -> list[str]:
        """The files with tests that pytest is given."""
        return sorted(path for path in self.tests if re.search(r"(^|/)test_[^/]*\.py$", path))

    @property
    def file(self) -> Path:
        """The file that describes it."""
        return self.folder / "exercise.toml"

    @property
    def text(self) -> Path:
        """The file that tells the exercise to its reader."""
        return self.folder / "exercise.md"

    @property
    def patch(self) -> Path:
        """The patch of the solution; an exercise whose solution is whole files has none."""
        return self.folder / "solution.patch"

    def task_of(self, test: str) -> Task | None:
        """Return the task that a test belongs to, or None."""
        return next((task for task in self.tasks if test in task.tests), None)

    def written(self) -> frozenset[str]:
        """Return the paths of the files that the solution writes."""
        patched = PATCHED.findall(self.patch.read_text("utf-8")) if self.patch.is_file() else []
        return frozenset(tree_below(self.folder / "solution")) | frozenset(patched)


def load_exercises(chapter: Chapter) -> tuple[Exercise, ...]:
    """Return the exercises of a chapter by name; a `Problem` names file, line and the nearest valid key."""
    files = sorted((chapter.folder / "exercises").glob("*/exercise.toml"))
    return tuple(_read(file, chapter) for file in files)


def _read(file: Path, chapter: Chapter) -> Exercise:
    top = read_toml(file, "the exercise")
    top.only("title", "minutes", "fails", "until", "because", "task")
    fails = top.texts("fails")
    ends = "until" in top.data or "because" in top.data
    return Exercise(
        chapter=chapter.slug,
        folder=file.parent,
        title=top.text("title"),
        minutes=top.number("minutes"),
        fails=fails,
        tasks=tuple(_tasks(top, fails)),
        until=top.text("until") if ends else "",
        because=top.text("because").strip() if ends else "",
    )


def _tasks(top: Table, fails: tuple[str, ...]) -> Iterator[Task]:
    """Yield the tasks; each test of `fails` must stand in exactly one of them, and no other test in any."""
    owner: dict[str, int] = {}
    for table in top.tables("task", "the task"):
        task = _task(table)
        for test in task.tests:
            if test not in fails:
                raise table.problem(
                    "tests",
                    "A task has a test that does not fail at the start.",
                    found=f"{test}, which `fails` does not name.",
                    do=advice(test, fails, otherwise="add it to `fails`."),
                )
            if test in owner:
                raise table.problem(
                    "tests",
                    "A test stands in two tasks.",
                    found=f"{test}, in the tasks at line {owner[test]} and at line {table.begin}.",
                    do="leave it in the task whose change makes it pass.",
                )
            owner[test] = table.begin
        yield task
    for test in fails:
        if test not in owner:
            raise top.problem(
                "fails", "A test stands in no task.", found=f"{test}.", do="name it in `tests` of a [[task]]."
            )


def _task(table: Table) -> Task:
    table.only(*KEYS)
    tests = table.texts("tests")
    if not tests:
        raise table.problem(
            "tests", "A task has no tests.", found="no `tests`.", do="name those of `fails` that it answers."
        )
    looks, why, read, nudge, pointer = (table.text(key).strip() for key in KEYS[1:6])
    return Task(tests, looks, why, read, nudge, pointer, table.texts("files"), table.begin)


def tree_below(folder: Path, prefix: str = "") -> Tree:
    """Return the files below a folder as a tree."""
    return {
        f"{prefix}{file.relative_to(folder).as_posix()}": Blob(
            file.read_bytes(), bool(file.stat().st_mode & 0o100)
        )
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }
