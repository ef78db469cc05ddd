"""The real course, whole: reproducible, equal to what buyers get, and proven commit by commit."""

import subprocess
from pathlib import Path

import pytest

from .running import shopwright

REFS = ["git", "for-each-ref", "--format=%(refname) %(objectname)"]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's repository, built once for the tests that read it."""
    out = tmp_path_factory.mktemp("course") / "course"
    shopwright("course", "build", "--out", out)
    return out


def git(repository: Path, *arguments: str) -> str:
    """Ask git about the course's repository."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True).stdout


def test_two_builds_give_the_same_refs_to_the_sha(repository: Path, tmp_path: Path) -> None:
    shopwright("course", "build", "--out", tmp_path / "again")

    first, second = (git(place, *REFS[1:]) for place in (repository, tmp_path / "again"))

    assert first == second
    assert "refs/tags/products-end" in first


def test_plain_git_is_enough_to_follow(repository: Path) -> None:
    tags = git(repository, "tag", "--list").split()
    steps = [tag for tag in tags if "." in tag]
    *_, last = git(repository, "branch", "--list", "--format=%(refname:short)", "chapter/*").split()

    assert git(repository, "rev-parse", "main") == git(repository, "rev-parse", last)
    assert git(repository, "rev-parse", "chapter/05-products") == git(
        repository, "rev-parse", "products-end^{commit}"
    )
    assert len(steps) == int(git(repository, "rev-list", "--count", "main")) - 1  # the first commit is empty
    changed = git(repository, "diff", "--name-only", "products-start", "products-end").split()
    assert "shop/catalog/models/product.py" in changed


def test_nothing_of_the_course_remains_in_the_store(repository: Path) -> None:
    found = subprocess.run(
        ["git", "grep", "-nE", r"\breached\(|# \{%|chapters?/[0-9]", "main"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.stdout == ""


def test_the_course_lacks_nothing() -> None:
    assert "gates" in shopwright("course", "lint")
