"""Run an exercise's acceptance tests against the learner's own code, and sort what came by task."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopwright.course import plugins
from shopwright.course.checks import JUDGING
from shopwright.course.environment import find_uv
from shopwright.course.exercises import Exercise, Task
from shopwright.course.opening import KIT
from shopwright.course.selection import selection
from shopwright.course.tree import Blob
from shopwright.errors import Problem
from shopwright.learn.copy import EXERCISES, Copy

INSIDE = Path(__file__).with_name("inside")
PATIENCE = 600
OPTIONS = (
    "-q",
    "--tb=short",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:randomly",
    "--continue-on-collection-errors",
)
# What the kit's own surroundings set; the store has its own.
OURS = ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")


@dataclass(frozen=True)
class Failure:
    """Why a test did not pass.

    Attributes:
        message: the assertion or the error, as pytest shows it.
        places: `path:line` in the copy that it came through, the innermost last.
    """

    test: str
    message: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What came of an exercise.

    Attributes:
        passed: the tests of `fails` that pass now.
        failures: what else the exercise's files hold that does not pass.
        untouched: whether the learner's code is still what the course gives at the chapter's end.
        lacking: files of the chapter's end that the copy does not have.
        kept: acceptance tests that the learner changed, with the file that holds their version now.
        broke: tests of the store near the change that fail, if it was asked for.
    """

    exercise: Exercise
    passed: frozenset[str]
    failures: Mapping[str, Failure]
    untouched: bool
    lacking: tuple[str, ...]
    kept: Mapping[str, str]
    broke: Sequence[Failure] | None = None

    @property
    def solved(self) -> bool:
        """Whether all of it passes."""
        return not self.failures and not self.broke

    @property
    def expected(self) -> bool:
        """Whether nothing was done yet, and exactly the stated tests fail."""
        return self.untouched and set(self.failures) == set(self.exercise.fails)

    def done(self, task: Task) -> bool:
        """Whether every test of a task passes."""
        return set(task.tests) <= self.passed


def judge(copy: Copy, exercise: Exercise, *, whole: bool = False) -> Verdict:
    """Lay an exercise's tests into the copy and run them in its own environment.

    Args:
        whole: also run the store's own tests of what the learner changed.

    Raises:
        Problem: the environment cannot be made, or pytest itself does not run.
    """
    end = copy.end_of(copy.course.chapter(exercise.chapter))
    changed = copy.changed_since(end)
    given = copy.files_at(end)
    lacking = sorted(path for path in changed if path in given and not (copy.folder / path).exists())
    lacking.sort(key=lambda path: not path.endswith(".py"))  # code says more about what is to be done
    if "Makefile" in lacking and not (copy.folder / ".venv").exists():
        raise _too_early(exercise, len(lacking) - 1)
    new = [path for path in exercise.tests if not (copy.folder / path).exists()]
    try:
        kept = lay_tests(copy, exercise)
        report = run_pytest(copy, exercise.modules)
    finally:  # Ctrl-C and a store that does not start are no exceptions to this
        if lacking:
            _take_away(copy, new)  # else they would stop the store's own `make test` until the chapter's end
    failures = _failures(report, exercise, copy.folder)
    passed = {test for test, told in report["tests"].items() if told["outcome"] == "passed"}
    broke = _neighbours(copy, end, changed) if whole else None
    return Verdict(
        exercise, frozenset(passed & set(exercise.fails)), failures, not changed, tuple(lacking), kept, broke
    )


def _too_early(exercise: Exercise, others: int) -> Problem:
    slug = exercise.chapter
    return Problem(
        f"The exercise `{exercise.key}` begins at its chapter's end, and your store is not there yet.",
        found=f"no Makefile{f', and {others} more files are missing' if others else ''}.",
        do=f"write the steps (`shopwright learn show {slug}`), or `shopwright learn catch-up {slug} --end`.",
    )


def lay_tests(copy: Copy, exercise: Exercise) -> dict[str, str]:
    """Put the acceptance tests into the copy as they were given; changed ones are kept beside.

    Returns:
        The files that differed, each with the name that it has now.
    """
    kept: dict[str, str] = {}
    for path, blob in exercise.tests.items():
        file = copy.folder / path
        if file.is_file() and file.read_bytes() == blob.data:
            continue
        if file.exists():
            number = next(n for n in range(1, 10_000) if not Path(f"{file}.mine-{n}").exists())
            file.rename(f"{file}.mine-{number}")
            kept[path] = f"{path}.mine-{number}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(blob.data)
    return kept


def _take_away(copy: Copy, paths: Sequence[str]) -> None:
    for path in paths:
        (copy.folder / path).unlink(missing_ok=True)


def make_ready(copy: Copy) -> Path:
    """Return the Python of the copy's environment, which the store's `make install` keeps fresh.

    Raises:
        Problem: there is none, and it cannot be made.
    """
    python = copy.folder / ".venv" / "bin" / "python"
    if _installs_itself(copy):
        _lend_uv(copy)
        words = ["make", "--no-print-directory", "install", *_tools()]
        try:
            done = subprocess.run(
                words, cwd=copy.folder, env=surroundings(), capture_output=True, text=True, check=False
            )
        except FileNotFoundError as error:
            raise Problem(
                "The store's packages were not installed: that needs make.",
                found="no `make` on the PATH.",
                do="install it, and ask `shopwright learn doctor` for the rest.",
            ) from error
        if done.returncode:
            raise Problem(
                "The store's packages were not installed.",
                found=(done.stderr or done.stdout).strip()[-600:] or f"exit code {done.returncode}.",
                do="mend what it names; `shopwright learn doctor` looks at the machine.",
            )
    if not python.exists():
        raise Problem(
            "There is no environment to run the tests in.",
            found=f"no {python}.",
            do="make it with `make install` in the copy, or stand at a step that has a Makefile.",
        )
    return python


def _installs_itself(copy: Copy) -> bool:
    makefile = copy.folder / "Makefile"
    return makefile.is_file() and "\ninstall:" in makefile.read_text("utf-8")


def _lend_uv(copy: Copy) -> None:
    """Put this program's uv where the store looks for its own, if it has none and none is on the PATH.

    The store notes down that uv is ready when it is told ours. The learner's own `make install` would believe
    the note, and end with `.uv/bin/uv: not found`.
    """
    own = copy.folder / ".uv" / "bin" / "uv"
    if shutil.which("uv") or own.exists():
        return
    with suppress(Problem):
        uv = find_uv(KIT)
        own.unlink(missing_ok=True)  # a link to a kit that has moved away
        own.parent.mkdir(parents=True, exist_ok=True)
        own.symlink_to(Path(uv).resolve())


def must_install(copy: Copy) -> bool:
    """Whether the next run begins with the store's packages, which takes a while and the network."""
    return _installs_itself(copy) and not (copy.folder / ".venv" / ".installed").exists()


def _tools() -> list[str]:
    python = f"PYTHON={Path(sys.executable).resolve()}"
    try:
        return [python, f"UV={find_uv(KIT)}"]
    except Problem:
        return [python]  # the store's own make knows how to get one


def surroundings() -> dict[str, str]:
    """Return the environment for what runs in the copy."""
    outer = {key for key in os.environ if key.startswith("PYTEST_")}  # another pytest's, or somebody's habits
    return {key: value for key, value in os.environ.items() if key not in outer and key not in OURS}


def run_pytest(copy: Copy, paths: Sequence[str]) -> dict[str, Any]:
    """Run tests in the copy and return the report that the plugin wrote.

    Raises:
        Problem: pytest did not come to its end.
    """
    python = make_ready(copy)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        plugin = {
            "PYTHONPATH": os.pathsep.join(map(str, (INSIDE, plugins.INSIDE))),
            "SHOPWRIGHT_KEEPS_ONE": "yes",
            "SHOPWRIGHT_REPORT": str(file),
            "NO_COLOR": "1",
            "COLUMNS": "100",
        }
        # Who was further on has packages that this place of the course does not know.
        own = ["-p", "shopwright_report", "-p", plugins.KEPT_DATABASES]
        options = [*OPTIONS, *plugins.leaving_out(copy.folder).split(), *own]
        command = [str(python), "-m", "pytest", *options, *paths]
        variables = surroundings() | JUDGING | plugin | {"PATH": _path(copy)}
        output = _run(command, copy.folder, variables)
        if not file.exists():
            raise Problem(
                "The tests did not run.",
                found="\n".join(output.strip().splitlines()[-12:]) or "pytest said nothing.",
                do="mend what it names; `shopwright learn doctor` looks at the machine.",
            )
        report: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return report


def _path(copy: Copy) -> str:
    return f"{copy.folder / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def _run(command: list[str], folder: Path, variables: Mapping[str, str]) -> str:
    """Run a command to its end. Ctrl-C reaches it as it reaches us, and it is given the time to clean up."""
    with subprocess.Popen(
        command, cwd=folder, env=dict(variables), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    ) as process:  # fmt: skip
        try:
            return process.communicate(timeout=PATIENCE)[0]
        except subprocess.TimeoutExpired as error:
            process.terminate()
            raise Problem(
                "The tests did not end.",
                found=f"they ran for {PATIENCE} seconds and were stopped.",
                do="look for a loop in your code, or for a lock that nobody gives back.",
            ) from error


def _failures(report: Mapping[str, Any], exercise: Exercise, folder: Path) -> dict[str, Failure]:
    """Return what does not pass, by test; a file that cannot be imported fails each of its stated tests."""
    told = {name: one for name, one in report["tests"].items() if one["outcome"] == "failed"}
    for name, one in report["uncollected"].items():
        inside = [test for test in exercise.fails if test == name or test.startswith(f"{name}::")]
        told |= dict.fromkeys(inside or [name], one)
    for test in exercise.fails:
        if test not in told and test not in report["tests"]:
            told[test] = {"message": "The test was not found in its file.", "places": []}
        elif report["tests"].get(test, {}).get("outcome") == "skipped":
            told[test] = {"message": "The test was skipped, so it shows nothing.", "places": []}
    order = {test: place for place, test in enumerate(exercise.fails)}
    names = sorted(told, key=lambda name: order.get(name, len(order)))
    return {name: _failure(name, told[name], folder) for name in names}


def _failure(test: str, told: Mapping[str, Any], folder: Path) -> Failure:
    places: list[str] = []
    for path, line in told["places"]:
        file = Path(path) if Path(path).is_absolute() else folder / path
        inside = file.is_relative_to(folder) and ".venv" not in file.relative_to(folder).parts
        if inside and line and file.is_file():
            places.append(f"{file.relative_to(folder).as_posix()}:{line}")
    return Failure(test, told["message"] or _errors(told.get("text", "")), tuple(dict.fromkeys(places)))


def _errors(text: str) -> str:
    """Return the lines that pytest marks as the error, where it gives no message of its own."""
    marked = [line.removeprefix("E").strip() for line in text.splitlines() if line.startswith("E ")]
    return "\n".join(marked[-6:] or text.splitlines()[-3:])


def _neighbours(copy: Copy, end: str, changed: Sequence[str]) -> list[Failure]:
    """Run the store's own tests of what was changed; return those that fail."""
    if not changed:
        return []
    before = {path: Blob(name.encode()) for path, name in copy.files_at(end).items()}
    now = {path: Blob(name.encode()) for path, name in copy.files_at(copy.snapshot()).items()}
    paths = [path for path in selection(before, now) if not path.startswith(EXERCISES)]
    there = [path for path in paths if (copy.folder / path).exists()]
    report = run_pytest(copy, there or [f"--ignore={EXERCISES}"])
    told = report["uncollected"] | {
        n: one for n, one in report["tests"].items() if one["outcome"] == "failed"
    }
    return [_failure(name, one, copy.folder) for name, one in told.items()]
