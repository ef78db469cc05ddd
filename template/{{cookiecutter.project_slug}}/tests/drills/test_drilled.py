"""A drill, from its trouble to its cure, in a whole shop; `make drills` runs all of them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from drills.place import ROOT


def drilled(folder: Path, *words: str) -> tuple[int, str]:
    """Call the program as a person does, with a place of its own; gives its exit code and what it printed."""
    own = {**os.environ, "SHOP_LOCAL": str(folder / "local"), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "drills", *words]
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_page_cures_its_trouble_as_it_is_typed(tmp_path: Path) -> None:
    file = tmp_path / "told.json"

    code, said = drilled(tmp_path, "outbox-stuck", "--json", str(file))

    (told,) = json.loads(file.read_text())
    assert (code, told["runbook"], "failed" in told) == (0, "outbox-stuck", False), said
    assert "1 of 1 were cured as their pages say." in said
    assert told["cured_seconds"] > 0
    assert left_running(tmp_path) == []


def test_what_there_is_not_is_refused(tmp_path: Path) -> None:
    code, said = drilled(tmp_path, "outbox-stick")

    assert code == 2
    assert said.startswith("There is no such runbook.\nFound: outbox-stick.\nDo: choose among ")


def test_the_list_names_each_with_its_cause(tmp_path: Path) -> None:
    code, said = drilled(tmp_path, "--list")

    assert code == 0
    assert "outbox-stuck            the relay is killed while people order\n" in said


def left_running(folder: Path) -> list[Any]:
    """The processes of a folder that a drill has left behind."""
    mark = f"SHOP_DRILL={folder}".encode()
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in file.read_bytes():
                found.append(file.parent.name)
        except OSError:
            continue
    return found
