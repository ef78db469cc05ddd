"""Stores as buyers get them: generated once for each option set, checked with one shared environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from shopwright.course.environment import INPUTS
from shopwright.course.environment import environment as shared_environment
from shopwright.course.template import JUNK
from shopwright.course.tree import Blob
from shopwright.store import ROOT, generate

from .pairs import TRIED

BIN = Path(sys.executable).parent
COOKIECUTTER = [str(BIN / "cookiecutter"), str(ROOT), "--no-input", "--default-config"]

Store = Callable[[str], Path]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give the store of a named option set; it is generated once, and tests only read it."""
    made: dict[str, Path] = {}

    def store(name: str) -> Path:
        if name not in made:
            made[name] = generate(TRIED[name], tmp_path_factory.mktemp(name))
        return made[name]

    return store


@pytest.fixture(scope="session")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """An environment whose home is empty, so that no configuration of this machine takes part."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    who = {f"GIT_{role}_{key}": "tester" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MAKE"))}
    return {**kept, **who, "HOME": str(tmp_path_factory.mktemp("home")), "XDG_CACHE_HOME": cache}


@pytest.fixture
def run(own_home: Mapping[str, str]) -> Run:
    """Run a command and give its result; it must succeed unless the test says otherwise."""

    def call(*command: str | Path, cwd: Path, succeeds: bool = True) -> "subprocess.CompletedProcess[str]":
        result = subprocess.run(
            command,
            cwd=cwd,
            env=own_home,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert (result.returncode == 0) is succeeds, (
            f"{command}\n{result.stdout[-8000:]}\n{result.stderr[-8000:]}"
        )
        return result

    return call


@pytest.fixture(scope="session")
def environment(stores: Store) -> Path:
    """The installed environment of the whole store; the tests of the course use the same one."""
    store = stores("everything")
    return shared_environment(
        ROOT, {name: Blob((store / name).read_bytes(), executable=False) for name in INPUTS}
    )


@pytest.fixture(scope="session")
def ready(stores: Store, environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give a copy of the store of a named option set in which its own verbs work without an installation."""
    made: dict[str, Path] = {}

    def store(name: str) -> Path:
        if name not in made:
            made[name] = Path(shutil.copytree(stores(name), tmp_path_factory.mktemp("ready") / "store"))
            (made[name] / ".venv").symlink_to(environment)
            # Make compares times: the store's files are younger than the environment that they describe.
            for path in (made[name] / "pyproject.toml", made[name] / "constraints.txt"):
                os.utime(path, (0, 0))
        return made[name]

    return store


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give the files below a folder with their modes and contents."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mode & 0o777, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def commit_all(folder: Path, run: Run) -> None:
    """Commit all that is in a folder, which becomes a repository first."""
    if not (folder / ".git").exists():
        run("git", "init", "--quiet", "--initial-branch", "main", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    run("git", "commit", "--quiet", "--message", "Change", cwd=folder)


def kit_in(folder: Path, run: Run) -> Path:
    """Make a repository of what a buyer needs of this one: the questions and the template."""
    shutil.copytree(ROOT / "template", folder / "template", ignore=shutil.ignore_patterns(*JUNK, "*.pyc"))
    shutil.copy(ROOT / "cookiecutter.json", folder)
    commit_all(folder, run)
    return folder
