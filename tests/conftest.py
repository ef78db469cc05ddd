"""A browser for whoever needs one; and the order of the tests: what takes minutes begins first."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from shopwright.site.assets import install_scripts
from shopwright.store import ROOT

from .browsing import ARGUMENTS, CHROMIUM

# Each of two workers takes two files at once, the first takes the first and the third; so what stands third
# is short, or the fourth would wait for the longest.
LONGEST_FIRST = ["test_every_commit.py", "test_lessons.py", "test_workflows.py", "test_proof.py"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the nightly workflow ask for all tests of all stores, as `course verify` has it for all steps."""
    parser.addoption("--whole", action="store_true", help="run all tests in the stores of all option sets")


@pytest.fixture(scope="session")
def whole(pytestconfig: pytest.Config) -> bool:
    """Whether to run all tests of a store where those that are near would do."""
    return bool(pytestconfig.getoption("--whole"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take minutes in front; the others stay in their random order."""
    last = len(LONGEST_FIRST)
    rank = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.name, last))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of a parallel run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "site"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one worker in at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def scripts(shared: Path) -> Path:
    """What npm installs for the site, and what judges pages in a browser."""
    with alone(shared):
        install_scripts(ROOT, tools=True)
    return ROOT / "node_modules"


@pytest.fixture(scope="module")
def browser(scripts: Path) -> Iterator[Browser]:
    """Debian's Chromium, with what judges pages. Where there is none, it is said how to get it."""
    assert scripts.is_dir()
    if not CHROMIUM.is_file():
        how = f"no browser at {CHROMIUM}; on Debian and Ubuntu, `apt install chromium`"
        if os.environ.get("CI"):
            pytest.fail(how)
        pytest.skip(how)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()
