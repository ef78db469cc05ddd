"""The miniature course, with a plan of its own, for who teaches it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.course.conftest import MINI

Edit = Callable[[str, str, str], None]

PLANS = """\
[[plan]]
slug = "morning"
title = "A till in a morning"
length = "A morning"
who = "Bakers."
why = "They have the morning."
opening = 10
closing = 5
breaks = { every = 90, minutes = 15 }
rest = "The bread."

[[plan.session]]
title = "The till"
start = "09:00"
minutes = 60
chapters = [{ slug = "till", why = "It adds." }]

[[plan.without]]
chapters = ["receipts"]
why = "The law can wait."
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """A copy of the miniature course that a test may change, with a ready plan."""
    copy = Path(shutil.copytree(MINI, tmp_path / "mini", ignore=shutil.ignore_patterns("build")))
    (copy / "chapters/plans.toml").write_text(PLANS, "utf-8")
    return copy


@pytest.fixture
def edit(bakery: Path) -> Edit:
    """Replace a text in a file of the copy; it must be there."""

    def replace(path: str, old: str, new: str) -> None:
        text = (bakery / path).read_text("utf-8")
        assert old in text
        (bakery / path).write_text(text.replace(old, new), "utf-8")

    return replace
