"""The workflows are valid, pinned and careful: the kit's own, and those that a store gets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shopwright.store import ROOT, generate

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders in which workflows lie."""
    store = generate({"preset": "everything"}, tmp_path_factory.mktemp("store"))
    return [ROOT / ".github/workflows", store / ".github/workflows"]


def complaints(*command: str | Path) -> str:
    """Run a checker and give what it says if it is not content."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else result.stdout + result.stderr


def test_actionlint_has_no_complaints(workflows: list[Path]) -> None:
    files = [file for folder in workflows for file in sorted(folder.glob("*.yml"))]

    assert len({file.parent for file in files}) == len(workflows)
    assert complaints(BIN / "actionlint", "-no-color", *files) == ""


def test_zizmor_has_no_complaints(workflows: list[Path]) -> None:
    assert complaints(BIN / "zizmor", "--offline", "--no-progress", *workflows) == ""


def test_every_action_is_pinned_to_one_commit_with_its_version_beside_it(workflows: list[Path]) -> None:
    pins: dict[str, set[str]] = {}
    for folder in workflows:
        for file in folder.glob("*.yml"):
            for line in re.findall(r"uses: (.+)", file.read_text("utf-8")):
                match = re.fullmatch(r"([\w./-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
                assert match, f"{file}: {line}"
                pins.setdefault(match[1], set()).add(match[2])

    assert [action for action, versions in pins.items() if len(versions) > 1] == []


def test_the_hooks_before_a_commit_need_no_other_host() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")

    assert re.findall(r"- repo: (.+)", text) == ["local"]


def test_continuous_integration_runs_what_people_run() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")

    assert script.splitlines()[-1] == "make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o100


def test_refs_of_the_course_are_never_moved() -> None:
    text = (ROOT / ".github/workflows/course.yml").read_text("utf-8")

    assert "course publish --push" in text
    assert not re.search(r"git[^\n]* push|--force|--prune|--mirror", text)
