"""`learn catch-up` moves, and loses nothing: each kind of work is found on a branch afterwards."""

from collections.abc import Callable
from datetime import date

import pytest

from shopwright.errors import Problem
from shopwright.learn.copy import END, WORK, Copy
from shopwright.learn.saving import catch_up

from .conftest import Learn

TODAY = date(2026, 11, 26)
BRANCH = "mine/2026-11-26"


def test_every_kind_of_work_is_saved_before_the_move(copy: Copy) -> None:
    folder = copy.folder
    (folder / "committed.txt").write_text("committed")
    copy.git("add", "committed.txt")
    copy.git("-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "Mine")
    (folder / "staged.txt").write_text("staged")
    copy.git("add", "staged.txt")
    (folder / "staged.txt").write_text("staged, then changed")
    (folder / "README.md").write_text("changed")
    (folder / "tests" / "test_prices.py").unlink()
    (folder / "new").mkdir()
    (folder / "new" / "file.txt").write_text("untracked")
    (folder / "bin").mkdir()
    (folder / "bin" / "mine").write_text("#!/bin/sh\n")
    (folder / "bin" / "mine").chmod(0o755)
    course = copy.course

    moved = catch_up(copy, course.chapters[1], at=END, today=TODAY)

    assert moved.saved == (BRANCH,)
    saved = {path: copy.git("show", f"{BRANCH}:{path}") for path in copy.files_at(BRANCH)}
    assert saved["committed.txt"] == "committed"
    assert saved["staged.txt"] == "staged, then changed"
    assert saved["README.md"] == "changed"
    assert saved["new/file.txt"] == "untracked"
    assert "tests/test_prices.py" not in saved
    assert copy.files_at(BRANCH)["bin/mine"].startswith("100755")
    assert copy.git("show", f"{BRANCH}~1:staged.txt") == "staged"


def test_after_the_move_the_folder_is_the_chapters(copy: Copy) -> None:
    (copy.folder / "till" / "extra.py").write_text("X = 1\n")
    (copy.folder / "README.md").write_text("changed")

    catch_up(copy, copy.course.chapters[1], at=END, today=TODAY)

    assert (copy.branch(), copy.commit_of("HEAD")) == (WORK, copy.commit_of("receipts-end"))
    assert copy.git("status", "--porcelain") == ""
    assert not (copy.folder / "till" / "extra.py").exists()
    assert (copy.folder / ".venv").is_symlink()
    assert copy.chapter.slug == "receipts"


def test_what_is_the_courses_own_needs_no_branch(copy: Copy, learn: Learn) -> None:
    moved = catch_up(copy, copy.course.chapters[1], at=END, today=TODAY)

    assert (moved.saved, copy.git("branch", "--list", "mine/2*")) == ((), "")
    assert "nothing of yours to save" in learn("catch-up", "till").text


def test_work_that_is_committed_and_nothing_else_is_saved(copy: Copy) -> None:
    (copy.folder / "mine.txt").write_text("mine")
    copy.git("add", "mine.txt")
    copy.git("commit", "-qm", "Mine", extra=copy.author())
    tip = copy.commit_of("HEAD")

    catch_up(copy, copy.course.chapters[1], today=TODAY)

    assert copy.commit_of(BRANCH) == tip


def test_a_second_move_on_a_day_does_not_write_over_the_first(copy: Copy) -> None:
    (copy.folder / "one.txt").write_text("1")
    catch_up(copy, copy.course.chapters[1], today=TODAY)
    (copy.folder / "two.txt").write_text("2")

    moved = catch_up(copy, copy.course.chapters[1], today=TODAY)

    assert moved.saved == (f"{BRANCH}-2",)
    assert copy.git("show", f"{BRANCH}:one.txt") == "1"
    assert copy.git("show", f"{BRANCH}-2:two.txt") == "2"


def test_work_on_a_branch_that_one_has_left_is_saved_as_well(copy: Copy) -> None:
    (copy.folder / "first.txt").write_text("first")
    copy.git("add", "first.txt")
    copy.git("-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "Mine")
    copy.git("checkout", "-q", "--detach", "till.price")
    (copy.folder / "second.txt").write_text("second")

    moved = catch_up(copy, copy.course.chapters[1], today=TODAY)

    assert [
        copy.git("show", f"{branch}:{file}.txt")
        for branch, file in zip(moved.saved, ("second", "first"), strict=True)
    ] == [
        "second",
        "first",
    ]


def test_an_ignored_file_in_the_way_stops_the_move_and_all_is_as_before(copy: Copy) -> None:
    (copy.folder / ".git/info").mkdir(exist_ok=True)
    (copy.folder / ".git/info/exclude").write_text("/assets/\n")
    (copy.folder / "assets").mkdir()
    (copy.folder / "assets" / "mark.png").write_text("my own picture")
    (copy.folder / "README.md").write_text("changed")
    copy.git("add", "README.md")
    before = copy.git("status", "--porcelain=v2", "--branch")

    with pytest.raises(Problem, match="folder was not moved"):
        catch_up(copy, copy.course.chapters[1], at=END, today=TODAY)

    assert (copy.folder / "assets" / "mark.png").read_text() == "my own picture"
    assert copy.git("status", "--porcelain=v2", "--branch") == before
    assert copy.git("show", f"{BRANCH}:README.md") == "changed"


def test_an_unfinished_merge_is_the_persons_to_end(copy: Copy) -> None:
    (copy.folder / ".git/MERGE_HEAD").write_text(copy.commit_of("receipts-end") + "\n")

    with pytest.raises(Problem, match="nothing was moved"):
        catch_up(copy, copy.course.chapters[1])

    assert copy.git("branch", "--list", "mine/2*") == ""


def test_the_command_says_where_the_work_is_and_progress_stays(
    learn: Learn, copy: Copy, solve: Callable[[], None]
) -> None:
    solve()
    learn("check")

    said = learn("catch-up", "receipts", "--end")

    assert "Your work is saved on the branch `mine/" in said.text
    assert "Next: shopwright learn check" in said.text
    assert copy.solved() == {"till/two-for-one"}


def test_diff_shows_mine_against_the_chapters_end(
    learn: Learn, copy: Copy, capfd: pytest.CaptureFixture[str]
) -> None:
    (copy.folder / "README.md").write_text("Mine.\n")
    (copy.folder / "mine.txt").write_text("new\n")

    learn("diff", "till")
    shown = capfd.readouterr().out

    assert "+Mine." in shown
    assert "+++ b/mine.txt" in shown
    assert "is what the course has" not in learn("diff", "--stat").text


def test_show_tells_a_steps_message_and_diff(learn: Learn, capfd: pytest.CaptureFixture[str]) -> None:
    learn("show", "till.price")
    shown = capfd.readouterr().out

    assert "Prices are whole cents" in shown
    assert "+++ b/tests/test_prices.py" in shown
    assert "write `till.price`" in learn("show", "till.prise").text
    assert "receipts.logo: Put the bakery's mark on it" in learn("show", "receipts").text
