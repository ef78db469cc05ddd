"""Diagrams are drawn once, by an author; readers get a picture, and its text."""

import subprocess
import sys
from pathlib import Path

import pytest

from shopwright.errors import Problem
from shopwright.site import commands, diagrams
from shopwright.site.assets import copy_fonts

from .conftest import Write

PAGE = "# Bread\n\n```mermaid\ngraph LR\n  Oven --> Shelf\n\n  Shelf --> Till\n```\n\nMore.\n"


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    copy_fonts(tmp_path / "fonts")
    return tmp_path / "fonts"


def test_every_diagram_of_the_site_is_drawn() -> None:
    assert diagrams.undrawn(commands.KIT) == [], "run `shopwright site draw`"


def draw(kit: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Draw as an author does, in a process of its own."""
    command = [sys.executable, "-m", "shopwright", "site", "draw", "--root", str(kit), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("browser")
def test_a_drawing_takes_the_place_of_the_text_and_keeps_it(kit: Path, scripts: Path, write: Write) -> None:
    (kit / "node_modules").symlink_to(scripts)
    write("docs/about/bread.md", PAGE)
    assert diagrams.with_drawings(kit, PAGE) == PAGE

    told = draw(kit)
    shown = diagrams.with_drawings(kit, PAGE)
    (file,) = (kit / diagrams.FOLDER).iterdir()
    drawn = file.read_text("utf-8")

    assert told.stdout == "1 diagrams drawn, 0 that no page has were removed.\n", told.stderr
    assert "```" not in shown
    assert '<svg id="d' in shown
    assert 'role="img" aria-label=' in shown
    assert "Oven --&gt; Shelf" in shown.partition("The diagram as text")[2]
    assert "\n\n" not in shown.partition("<figure")[2].partition("</figure>")[0]

    draw(kit, "--again")
    assert file.read_text("utf-8") == drawn

    write("docs/about/bread.md", "# Bread\n")
    assert diagrams.remove_unused(kit) == [file]


@pytest.mark.usefixtures("browser")
def test_what_cannot_be_drawn_is_named(kit: Path, scripts: Path, write: Write) -> None:
    (kit / "node_modules").symlink_to(scripts)
    write("docs/about/bread.md", "```mermaid\ngraph LR\n  Oven -->\n```\n")

    told = draw(kit)

    assert told.returncode != 0
    assert "A diagram cannot be drawn" in told.stderr
    assert "Oven" in told.stderr


def test_without_a_browser_it_is_said_what_to_install(kit: Path, fonts: Path) -> None:
    with pytest.raises(Problem, match="cannot be drawn") as caught:
        diagrams.draw(kit, ["graph LR\n"], fonts, fonts / "chromium")

    assert "apt install chromium" in caught.value.do
