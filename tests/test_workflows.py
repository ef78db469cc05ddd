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
                if line.startswith("$/"):  # a workflow of the same repository, at the same commit
                    continue
                match = re.fullmatch(r"([\w./-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
                assert match, f"{file}: {line}"
                pins.setdefault(match[1], set()).add(match[2])

    assert [action for action, versions in pins.items() if len(versions) > 1] == []


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A store with all its parts, as its first commit."""
    store = generate({"preset": "everything"}, tmp_path)
    for words in (["init"], ["add", "--all"], ["commit", "--message", "Begin"]):
        commit(store, *words)
    return store


def commit(store: Path, *words: str) -> None:
    """Call git as somebody."""
    somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    subprocess.run(["git", *somebody, *words], cwd=store, check=True, capture_output=True)


def leaks(store: Path) -> str:
    """What the store's workflow would say about its history."""
    config = store / ".gitleaks.toml"
    return complaints(BIN / "gitleaks", "git", "--no-banner", "--verbose", "--config", config, store)


def test_no_secret_is_found_in_a_new_store(committed: Path) -> None:
    assert leaks(committed) == ""


@pytest.mark.parametrize(
    ("file", "key", "rule"),
    [
        ("tests/test_key.py", "sk_" + "live_9xK2mQ7vLp4RtZ8wNc3Yb6Hd", "stripe-access-token"),
        ("shop/key.py", "hV7q" + "Zx2LmT9rKd4WcP8sYb3N", "generic-api-key"),
    ],
)
def test_a_secret_is_found_although_it_was_taken_out_again(
    committed: Path, file: str, key: str, rule: str
) -> None:
    (committed / file).write_text(f'API_KEY = "{key}"\n')
    commit(committed, "add", "--all")
    commit(committed, "commit", "--message", "Oops")
    commit(committed, "rm", "--quiet", file)
    commit(committed, "commit", "--message", "Nothing happened")

    assert rule in leaks(committed)


def test_the_hooks_before_a_commit_need_no_other_host() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")

    assert re.findall(r"- repo: (.+)", text) == ["local"]


def test_continuous_integration_runs_what_people_run() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")

    assert script.splitlines()[-1] == 'make test ARGS="$*"'
    assert (ROOT / ".ci/run").stat().st_mode & 0o100


def test_refs_of_the_course_are_never_moved() -> None:
    text = (ROOT / ".github/workflows/course.yml").read_text("utf-8")

    assert "course publish --push" in text
    assert not re.search(r"git[^\n]* push|--force|--prune|--mirror", text)
