"""The pages for instructors and course builders say what is there, and their commands run as written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from shopwright.cli import app
from shopwright.course.lesson import read_lesson
from shopwright.course.opening import KIT
from shopwright.site.directives import Call, Context
from shopwright.site.lessons import pages
from shopwright.site.material import Material
from shopwright.site.plans import plans

OWN = KIT / "docs/teach/own-course.md"


def commands() -> list[str]:
    fences = [fence for fence in read_lesson(OWN.read_text("utf-8")).fences if fence.language == "console"]
    return [line.removeprefix("$ ") for fence in fences for line in fence.content]


def test_a_course_builder_can_type_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "tests").symlink_to(KIT / "tests")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    path = {"PATH": f"{tmp_path / '.venv/bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path)}
    said = {}
    for command in commands():
        done = subprocess.run(
            command.split(), cwd=tmp_path, env=path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        said[" ".join(command.split()[:3])] = done.stdout

    assert len(commands()) == 12
    assert "Nothing is lacking." in said["shopwright course lint"]
    assert "2 exercises, 0 do not hold." in said["shopwright course exercises"]
    assert (tmp_path / "build/till.html").is_file()


def test_the_commands_that_pages_name_exist() -> None:
    teach = typer.main.get_command(app).commands["teach"].commands  # type: ignore[attr-defined]
    texts = [file.read_text("utf-8") for file in sorted((KIT / "docs/teach").glob("*.md"))]
    named = {match[1] for text in texts for match in re.finditer(r"shopwright teach (\w+)", text)}

    assert named == set(teach)
    for line in {line for text in texts for line in re.findall(r"^shopwright teach .*", text, re.MULTILINE)}:
        words = line.split()[1:] + (["--dry-run"] if "pack" in line else [])
        assert CliRunner().invoke(app, words).exit_code == 0, line


def test_the_page_of_plans_gives_reasons_and_times() -> None:
    material = Material(KIT)

    page = plans(Context(material, "teach/plans.md", "docs/teach/plans.md"), Call("", {}))

    assert page.count("## ") == 4
    assert 'href="../instructors/reservations/index.html"' in page
    assert "Its work is taken home." in page
    assert "In reserve" in page


def test_notes_stand_on_the_instructors_page_and_nowhere_else() -> None:
    material = Material(KIT / "tests/course/mini")

    shown = [page for page, text in pages(material) if "Somebody writes floats." in text]

    assert shown == ["instructors/till/index.md", "instructors/receipts/index.md"]


@pytest.mark.parametrize("word", ["test", "begin", "check"])
def test_the_words_of_the_room_that_are_named_exist(word: str) -> None:
    done = subprocess.run(
        [sys.executable, str(KIT / "src/shopwright/teach/room.py"), word, "--help"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert f"room.py {word}" in (KIT / "docs/teach/workshop.md").read_text("utf-8")
    assert done.returncode == 0
