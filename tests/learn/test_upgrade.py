"""`learn upgrade`: a newer edition under the learner's own work, or everything as it was."""

from pathlib import Path

import pytest

from shopwright.course.manifest import load_course
from shopwright.course.template import Template
from shopwright.errors import Problem
from shopwright.learn.copy import Copy, find
from shopwright.learn.upgrading import NEW, Upgrade, prepare

from .conftest import Learn, written_with_tasks


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A course whose first file says something else, and where a price is rounded otherwise."""
    root = written_with_tasks(tmp_path / "newer")
    store = root / "template" / "{{cookiecutter.project_slug}}"
    for name, old, new in (
        ("till/prices.py", "price.cents * 2 // 3", "price.cents * 3 // 4"),
        ("README.md", "", "An edition later.\n"),
    ):
        text = (store / name).read_text()
        assert old in text
        (store / name).write_text(text.replace(old, new) if old else text + new)
    return root


def upgrade_of(copy: Copy, newer: Path) -> Upgrade:
    """Fetch a newer edition into a copy."""
    course = load_course(newer)
    return prepare(course, Template(newer / "template"), find(course, copy.folder))


def commit(copy: Copy, path: str, text: str) -> None:
    """Commit a file in the learner's name."""
    (copy.folder / path).write_text(text)
    copy.git("add", path)
    copy.git("commit", "-qm", "Mine", extra=copy.author())


def test_what_changed_is_told_by_chapter(copy: Copy, newer: Path) -> None:
    found = upgrade_of(copy, newer)

    assert [str(changed) for changed in found.changed] == ["till: changed: till.first-commit, till.discount"]


def test_the_learners_work_stays_and_the_editions_comes(copy: Copy, newer: Path) -> None:
    commit(copy, "till/mine.py", "MINE = True\n")
    before = copy.commit_of("HEAD")
    old = copy.commit_of("main")

    found = upgrade_of(copy, newer)
    found.apply()

    now = find(load_course(newer), copy.folder)
    assert now.has_ancestor(before, "HEAD")
    assert now.has_ancestor("till-end", "HEAD")
    assert (copy.folder / "till/mine.py").exists()
    assert "An edition later." in (copy.folder / "README.md").read_text()
    assert now.edition == found.new
    assert now.commit_of("main") == found.new.head != old
    assert now.is_current
    assert now.git("status", "--porcelain") == ""
    assert now.changed_since(now.end_of(now.chapter)) == ["till/mine.py"]


def test_a_conflict_changes_nothing_and_is_ended_by_hand(copy: Copy, newer: Path) -> None:
    text = (copy.folder / "till/prices.py").read_text()
    commit(copy, "till/prices.py", text.replace("price.cents * 2 // 3", "price.cents // 2"))
    before = copy.commit_of("HEAD"), copy.commit_of("main"), copy.edition

    with pytest.raises(Problem) as caught:
        upgrade_of(copy, newer).apply()

    assert caught.value.found == "till/prices.py"
    assert (copy.commit_of("HEAD"), copy.commit_of("main"), copy.edition) == before
    assert copy.git("status", "--porcelain") == ""
    bridge = caught.value.do.split("`")[1].split()[-1]
    copy.run("merge", "--no-edit", bridge, extra=copy.author())
    copy.git("checkout", "--ours", "till/prices.py")
    copy.git("commit", "-qam", "Keep mine", extra=copy.author())
    found = upgrade_of(copy, newer)
    found.apply()
    assert copy.edition == found.new
    assert "price.cents // 2" in (copy.folder / "till/prices.py").read_text()


def test_uncommitted_work_is_refused(copy: Copy, newer: Path) -> None:
    (copy.folder / "README.md").write_text("changed")

    with pytest.raises(Problem, match="not upgraded"):
        upgrade_of(copy, newer).apply()

    assert (copy.folder / "README.md").read_text() == "changed"


def test_a_branch_of_the_course_that_the_learner_moved_stays(copy: Copy, newer: Path) -> None:
    copy.git("checkout", "-q", "chapter/02-receipts")
    commit(copy, "mine.txt", "mine")
    moved = copy.commit_of("HEAD")
    copy.git("checkout", "-q", "mine/work")

    upgrade_of(copy, newer).apply()

    assert copy.commit_of("chapter/02-receipts") == moved


def test_the_command_asks_first_and_does_nothing_without_an_answer(
    copy: Copy, newer: Path, learn: Learn
) -> None:
    before = copy.commit_of("HEAD")

    said = learn("upgrade", "--root", str(newer))

    assert said.code == 0
    assert said.text.count("Nothing was done.") == 1 or "which is this program's" in said.text
    assert copy.commit_of("HEAD") == before
    assert copy.git("for-each-ref", NEW) == ""


def test_lost_tags_come_back(copy: Copy, learn: Learn) -> None:
    copy.git("tag", "--delete", "till-end")
    assert "learn upgrade" in learn("check").text

    said = learn("upgrade", "--yes")

    assert "tags that are missing here: till-end" in said.text
    assert copy.commit_of("till-end")


def test_an_equal_edition_needs_nothing(learn: Learn) -> None:
    assert "which is this program's" in learn("upgrade").text
