"""What checklists and templates say to do can be done, and what they lead to is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from drills.page import FOLDER, names
from drills.place import ROOT
from shop.core.invariants import invariants

FILES = sorted([*FOLDER.glob("checklists/*.md"), *FOLDER.glob("templates/*.md")])
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_there_are_some_and_none_of_them_is_a_runbook() -> None:
    assert {file.parent.name for file in FILES} == {"checklists", "templates"}
    assert not {file.stem for file in FILES} & set(names())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_says_what_it_is(file: Path) -> None:
    head = re.match(r"---\ntitle: (.+)\n(minutes: \d+|when: .+)\n---\n\n# (.+)\n", file.read_text())

    assert head, "no head"
    assert head[1] == head[3]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_to_be_typed_exists(file: Path) -> None:
    for typed in re.findall(r"`([^`]+)`", file.read_text()):
        words = typed.split()
        if typed.startswith("python manage.py"):
            assert words[2] in get_commands(), typed
        if typed.startswith("python manage.py check_invariants"):
            assert set(words[3:]) <= {one.name for one in invariants()}, typed
        if typed.startswith("deploy/"):
            assert (ROOT / words[0]).is_file(), typed
        if typed.startswith("make "):
            assert words[1] in TARGETS, typed


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_it_leads_to_is_there(file: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", file.read_text()) if "://" not in link]

    assert [link for link in links if not (file.parent / link).is_file()] == []
