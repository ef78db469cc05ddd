"""`learn submit`: what a classroom gets, and what it does not."""

import json
from collections.abc import Callable
from pathlib import Path

from shopwright.learn.copy import Copy

from .conftest import Learn


def test_the_document_tells_results_and_hints_and_no_name(
    learn: Learn, copy: Copy, solve: Callable[[], None]
) -> None:
    copy.git("config", "user.name", "Ada Lovelace")
    solve()
    learn("hint", "2")
    learn("check")

    found = json.loads(learn("submit", "--json").text)

    solved, other = found["exercises"]
    assert (found["format"], found["edition"]["head"]) == (1, copy.commit_of("main"))
    assert (found["commit"], found["uncommitted"]) == (copy.commit_of("HEAD"), True)
    assert solved["exercise"] == "till/two-for-one"
    assert solved["solved"]
    assert solved["tasks"] == [
        {"task": 1, "passed": True, "hints": []},
        {"task": 2, "passed": True, "hints": [1]},
    ]
    assert other["solved"] is None
    assert "Ada" not in json.dumps(found)


def test_the_name_is_in_it_if_it_is_asked_for(learn: Learn, copy: Copy, tmp_path: Path) -> None:
    copy.git("config", "user.name", "Ada Lovelace")

    learn("submit", "--json", "--name", "--out", str(tmp_path / "mine.json"))

    assert json.loads((tmp_path / "mine.json").read_text())["name"] == "Ada Lovelace"
