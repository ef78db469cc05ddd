"""A learner's copy of the miniature course, written once and given to each test as a copy of its own."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopwright.cli import app
from shopwright.course.manifest import load_course
from shopwright.course.template import Template
from shopwright.errors import Problem
from shopwright.learn.copy import END, Copy, find, start
from tests.course import conftest as shared

django = shared.django

TASKS = """title = "Two for the price of one"
minutes = 10
fails = [
    "tests/exercises/test_two_for_one.py::test_the_second_is_free",
    "tests/exercises/test_two_for_one.py::test_of_three_two_are_paid",
]

[[task]]
tests = ["tests/exercises/test_two_for_one.py::test_the_second_is_free"]
looks = "Two of a kind cost as much as one."
why = "The sign in the window says so."
read = "till#prices"
nudge = "How many of two are paid?"
pointer = "Write it below `evening_price` in `till/prices.py`."
files = ["till/prices.py"]

[[task]]
tests = ["tests/exercises/test_two_for_one.py::test_of_three_two_are_paid"]
looks = "Of three, two are paid."
why = "A third one must not be given away."
read = "till#the-evening"
nudge = "What is three halves, in whole loaves?"
pointer = "Look at integer division."
"""
COUNT = """title = "How many things?"
minutes = 5
fails = ["tests/exercises/test_count.py::test_things_are_counted"]

[[task]]
tests = ["tests/exercises/test_count.py::test_things_are_counted"]
looks = "The number of things in the bag."
why = "A customer counts them too."
read = "receipts#the-receipt"
nudge = "Which function knows how long a list is?"
pointer = "Write `count` in `till/counting.py`."
"""


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    text: str


Learn = Callable[..., Said]


def written_with_tasks(folder: Path) -> Path:
    """Copy the miniature course, with tasks whose words the tests here know."""
    root = shutil.copytree(shared.MINI, folder, ignore=shutil.ignore_patterns("build"))
    exercises = {"01-till/exercises/two-for-one": TASKS, "02-receipts/exercises/count": COUNT}
    for place, text in exercises.items():
        (root / "chapters" / place / "exercise.toml").write_text(text, "utf-8")
    return Path(root)


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know nobody's name, and rich no terminal."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature course with tasks."""
    return written_with_tasks(tmp_path_factory.mktemp("learn") / "mini")


@pytest.fixture(scope="session")
def _first(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = load_course(root)
    folder = tmp_path_factory.mktemp("learn") / "first"
    return start(course, Template(root / "template"), course.chapters[0], folder, at=END).folder


@pytest.fixture
def copy(_first: Path, root: Path, tmp_path: Path) -> Copy:
    """A copy at the end of the first chapter, with the kit's own environment."""
    folder = shutil.copytree(_first, tmp_path / "my-store", symlinks=True)
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return find(load_course(root), folder)


@pytest.fixture
def learn(root: Path, copy: Copy) -> Learn:
    """Run `shopwright learn …` on the copy; a `Problem` is told as the command would tell it."""

    def run(*words: str, env: Mapping[str, str] | None = None) -> Said:
        options = [] if words[0] == "doctor" else ["--root", str(root)]
        result = CliRunner().invoke(
            app, ["learn", *words, "--copy", str(copy.folder), *options], env=dict(env or {})
        )
        if isinstance(result.exception, Problem):
            return Said(1, str(result.exception))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.output)

    return run


@pytest.fixture
def solve(copy: Copy, root: Path) -> Callable[[], None]:
    """Apply the solution of the first chapter's exercise."""
    patch = root / "chapters/01-till/exercises/two-for-one/solution.patch"
    return lambda: print(copy.git("apply", str(patch)))
