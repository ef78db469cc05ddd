"""A miniature course about a bakery's till: it proves that the engine serves any template, and it is fast."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from shopwright.course.environment import environment
from shopwright.course.manifest import Course, load_course
from shopwright.course.opening import KIT
from shopwright.course.template import Template

collect_ignore = ["mini"]
MINI = Path(__file__).parent / "mini"

Edit = Callable[[str, str, str], None]


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A copy of the miniature course that a test may change."""
    return Path(shutil.copytree(MINI, tmp_path / "mini", ignore=shutil.ignore_patterns("build")))


@pytest.fixture
def store(mini: Path) -> Path:
    """The project folder of the copied template."""
    return mini / "template" / "{{cookiecutter.project_slug}}"


@pytest.fixture
def edit(mini: Path) -> Edit:
    """Replace a text in a file of the copy; it must be there."""

    def replace(path: str, old: str, new: str) -> None:
        file = mini / path.replace("store/", "template/{{cookiecutter.project_slug}}/", 1)
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return replace


def close_the_till_later(mini: Path) -> None:
    """Let the second chapter add to the end of a file that an exercise of the first one adds to."""
    prices = mini / "template/{{cookiecutter.project_slug}}/till/prices.py"
    later = '# {% if reached("receipts.receipt") %}\n\n\nCLOSING = time(20)\n# {% endif %}\n'
    prices.write_text(prices.read_text("utf-8") + later, "utf-8")
    # One gate more in so small a template would be too many.
    readme = prices.parents[1] / "README.md"
    readme.write_text(readme.read_text("utf-8") + "- scones\n" * 99, "utf-8")


@pytest.fixture(scope="session")
def course() -> Course:
    """The miniature course as it is."""
    return load_course(MINI)


@pytest.fixture(scope="session")
def template() -> Template:
    """The miniature template as it is."""
    return Template(MINI / "template")


@pytest.fixture(scope="session")
def django() -> Path:
    """The environment of the real course, which has Django."""
    return environment(KIT, Template(KIT / "template").finished())
