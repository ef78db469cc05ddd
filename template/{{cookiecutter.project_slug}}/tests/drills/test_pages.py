"""Every runbook has the form, a drill, and commands that there are."""

import re
from importlib.util import find_spec

import pytest
from django.core.management import get_commands

from deploy.release.service import VERBS
from drills.drill import Drill, drill_of
from drills.page import FOLDER, Runbook, names, read, runbook, wrong
from drills.place import PROCESSES, ROOT, SERVERS

PAGES = names()
NOT_PAGES = {"README"}
SCRIPTS = {file.name for file in (ROOT / "deploy/bin").iterdir()}


def typed(page: Runbook) -> list[str]:
    """All commands of a page."""
    return [one.command for section in page.sections for one in page.typed(section)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_form(name: str) -> None:
    assert list(wrong(runbook(name))) == []


def test_each_page_has_a_drill_and_each_drill_a_page() -> None:
    modules = {file.stem for file in (ROOT / "drills/troubles").glob("*.py")} - {"__init__"}

    assert {name.replace("-", "_") for name in PAGES} == modules
    assert all(isinstance(drill_of(name), Drill) for name in PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_typed_exists(name: str) -> None:
    for command in typed(runbook(name)):
        words = set(re.findall(r"python manage\.py ([a-z_]+)", command))
        assert words <= get_commands().keys(), command
        for module in re.findall(r"python -m ([\w.]+)", command):
            assert find_spec(module), command
        for verb, process in re.findall(r"deploy/service ([a-z]+)(?: ([a-z]+))?", command):
            assert verb in VERBS, command
            assert not process or process in {*SERVERS, *PROCESSES, *SCRIPTS}, command
        for path in re.findall(r"(?:^| )((?:deploy|drills)/[\w./-]+)", command):
            assert (ROOT / path).exists(), command


@pytest.mark.parametrize("name", PAGES)
def test_pages_name_pages_that_there_are(name: str) -> None:
    named = set(re.findall(r"\]\(([a-z-]+)\.md\)", (FOLDER / f"{name}.md").read_text()))

    assert named <= {*PAGES, *NOT_PAGES}


def test_what_a_page_lacks_is_said() -> None:
    page = read("short", "---\ntitle: Short\nalarms: none\nsevere: very\n---\n\n## Fix\n\nDo something.\n")

    said = list(wrong(page))

    assert "its head has no `cause`" in said
    assert "its head has `severe`, which nobody reads" in said
    assert "its severity is not one of page, ticket" in said
    assert "nothing is typed in Fix" in said
    assert any(one.startswith("its sections are not Symptoms") for one in said)
    assert "its section Drill does not name `make drills ARGS=short`" in said
