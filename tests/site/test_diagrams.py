"""Diagrams are drawn once, by an author; readers get a picture, and its text."""

from pathlib import Path

import pytest

from shopwright.errors import Problem
from shopwright.site import commands, diagrams
from shopwright.site.assets import copy_fonts
from tests.browsing import CHROMIUM

from .conftest import Write

PAGE = "# Bread\n\n```mermaid\ngraph LR\n  Oven --> Shelf\n\n  Shelf --> Till\n```\n\nMore.\n"


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    copy_fonts(tmp_path / "fonts")
    return tmp_path / "fonts"


def test_every_diagram_of_the_site_is_drawn() -> None:
    assert diagrams.undrawn(commands.KIT) == [], "run `shopwright site draw`"


@pytest.mark.usefixtures("browser")
def test_a_drawing_takes_the_place_of_the_text_and_keeps_it(
    kit: Path, scripts: Path, fonts: Path, write: Write
) -> None:
    (kit / "node_modules").symlink_to(scripts)
    write("docs/about/bread.md", PAGE)
    assert diagrams.with_drawings(kit, PAGE) == PAGE
    (text,) = diagrams.undrawn(kit)
    (file,) = diagrams.draw(kit, [text], fonts, CHROMIUM)
    shown = diagrams.with_drawings(kit, PAGE)

    assert diagrams.undrawn(kit) == []
    assert "```" not in shown
    assert '<svg id="d' in shown
    assert 'role="img" aria-label=' in shown
    assert "Oven --&gt; Shelf" in shown.partition("The diagram as text")[2]
    assert "\n\n" not in shown.partition("<figure")[2].partition("</figure>")[0]

    again = file.read_text("utf-8")
    diagrams.draw(kit, [text], fonts, CHROMIUM)
    assert file.read_text("utf-8") == again

    write("docs/about/bread.md", "# Bread\n")
    assert diagrams.remove_unused(kit) == [file]


@pytest.mark.usefixtures("browser")
def test_what_cannot_be_drawn_is_named(kit: Path, scripts: Path, fonts: Path) -> None:
    (kit / "node_modules").symlink_to(scripts)

    with pytest.raises(Problem, match="cannot be drawn") as caught:
        diagrams.draw(kit, ["graph LR\n  Oven -->\n"], fonts, CHROMIUM)

    assert "Oven" in caught.value.found


def test_without_a_browser_it_is_said_what_to_install(kit: Path, fonts: Path) -> None:
    with pytest.raises(Problem, match="cannot be drawn") as caught:
        diagrams.draw(kit, ["graph LR\n"], fonts, fonts / "chromium")

    assert "apt install chromium" in caught.value.do
