"""`make ci` runs the checks of the Makefile in their order, stops at the first that fails, and adds up."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from local import ci

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = """
good: ## Do well
	@echo good $(ARGS)
bad: ## Do badly
	@exit 3
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a good check and a bad one."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    monkeypatch.setattr(ci, "ROOT", tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    return tmp_path


def without_minutes(lines: Sequence[str]) -> list[str]:
    """The table, without what differs each time."""
    return [re.sub(r"\s+\d+\.\d min", "", line).strip() for line in lines]


def test_the_first_that_fails_is_the_last(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = ci.run(["good", "bad", "good"])

    printed = without_minutes(capfd.readouterr().out.splitlines())
    assert code == 2  # what make itself answers when a recipe fails
    assert [line for line in printed if line.startswith("[")] == ["[1/3] make good", "[2/3] make bad"]
    assert printed[-3:] == ["good  passed", "bad  FAILED", "good                   not run"]
    assert "bad  FAILED" in without_minutes((project / "summary").read_text().splitlines())


def test_what_is_good_ends_with_nought(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert ci.run(["good"]) == 0
    assert "passed" in capfd.readouterr().out


def test_the_list_says_what_each_verb_says(project: Path) -> None:
    assert ci.listed(["good", "bad"]) == ["make good        Do well", "make bad         Do badly"]


def test_make_check_and_make_ci_are_the_same_and_every_check_is_a_verb() -> None:
    # Whoever began these tests by make has told it words of their own.
    theirs = ("MAKE", "MFLAGS", "ARGS")
    told = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    asked = {
        name: subprocess.check_output(["make", "-n", name], cwd=ROOT, env=told, text=True)
        for name in ("ci", "check")
    }
    checks = asked["ci"].splitlines()[-1].partition("local.ci")[2].split()

    assert asked["ci"] == asked["check"]
    assert {"lint", "types", "test"} <= set(checks)
    assert all(line.split(maxsplit=2)[2] for line in ci.listed(checks))
