"""The commands in CONTRIBUTING.md do what the page says, in a copy of the kit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shopwright.course.lesson import read_lesson
from shopwright.course.normal import fits
from shopwright.course.replay import CONSOLE, spoken
from shopwright.course.template import JUNK
from shopwright.store import ROOT

PAGE = "CONTRIBUTING.md"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the commands read of the kit; they may change it."""
    for name in ("chapters", "docs", "src", "template"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(*JUNK, "*.pyc"))
    return tmp_path


def test_the_commands_print_what_the_page_says(copy: Path) -> None:
    fences = read_lesson((ROOT / PAGE).read_text("utf-8")).fences
    commands = [
        one for fence in fences if fence.language == CONSOLE for one in spoken(fence.line, fence.content)
    ]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    assert commands
    for line, text, expected in commands:
        done = subprocess.run(
            ["/bin/sh", "-c", text],
            cwd=copy,
            # The copy's own program, so that the copy is the kit for it.
            env={**os.environ, "PATH": path, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert fits(expected, done.stdout.splitlines()), f"{PAGE}:{line}: $ {text}\n{done.stdout}"
