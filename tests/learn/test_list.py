"""`learn list`: the picture of progress, in every kind of terminal."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from shopwright.course.manifest import load_course
from shopwright.learn.copy import WORK, Copy
from shopwright.learn.picture import ANSI, Paint, draw, rows
from shopwright.learn.repository import NOBODY, as_person
from shopwright.learn.steps import too_long

from .conftest import Learn


def test_a_pipe_gets_plain_text_with_given_steps_and_no_exercise(learn: Learn) -> None:
    said = learn("list")

    assert "Bakery  3/5 steps, 0/2 exercises" in said.text
    assert "▶ 01-till                 ▪▪▪             ○  A till that adds" in said.text
    assert "  02-receipts             ··              ○  What the customer takes home" in said.text
    assert "\x1b" not in said.text
    assert "Next: shopwright learn check" in said.text


def test_what_the_learner_did_is_shown_as_theirs(learn: Learn, copy: Copy, solve: Callable[[], None]) -> None:
    solve()
    learn("hint")
    learn("check")
    copy.git("checkout", "-q", "receipts.receipt", "--", "till/receipts.py", "tests/test_receipts.py")

    said = learn("list")

    assert "  01-till                 ▪▪▪             ✓ 1 hint" in said.text
    assert "▶ 02-receipts" in said.text
    assert "Next: shopwright learn show receipts." in said.text
    assert "■·" in said.text


def test_a_narrow_terminal_with_colours_is_not_overflown(root: Path, copy: Copy) -> None:
    found = rows(load_course(root).chapters, copy)

    lines = [
        line for text in draw(found, Paint(width=40, colours=True), copy.chapter) for line in text.split("\n")
    ]

    assert any("\x1b[" in line for line in lines)
    assert max(len(ANSI.sub("", line)) for line in lines) <= 40


def test_a_terminal_that_knows_only_ascii_gets_ascii(root: Path, copy: Copy) -> None:
    found = rows(load_course(root).chapters, copy)

    assert all(line.isascii() for line in draw(found, Paint(drawn=False), copy.chapter))


def test_a_real_terminal_gets_colours_unless_somebody_minds(root: Path, copy: Copy) -> None:
    assert "\x1b[1m" in on_a_terminal(root, copy, TERM="xterm")
    assert "\x1b" not in on_a_terminal(root, copy, TERM="xterm", NO_COLOR="1")


def on_a_terminal(root: Path, copy: Copy, **env: str) -> str:
    """Run the list on a terminal of its own and give what it wrote there."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "shopwright", "learn", "list", "--root", str(root)]
    plain = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM"}}
    with subprocess.Popen(command, cwd=copy.folder, stdout=theirs, env=plain | env) as process:
        os.close(theirs)
        written = bytearray()
        with suppress(OSError):  # the end of a terminal is an error on Linux
            while piece := os.read(ours, 4096):
                written += piece
        os.close(ours)
        assert process.wait(60) == 0
    return written.decode()


def test_without_a_copy_the_course_is_shown(root: Path, tmp_path: Path) -> None:
    assert [set(row.steps) for row in rows(load_course(root).chapters, None)] == [{""}, {""}]


def test_on_a_branch_of_the_course_the_picture_is_said_not_to_be_ones_own(learn: Learn, copy: Copy) -> None:
    copy.git("checkout", "-q", "chapter/02-receipts")

    said = learn("list")

    assert "This is the course's own branch `chapter/02-receipts`. Next: git switch mine/work" in said.text


def test_a_step_that_was_begun_names_what_is_missing_of_it(learn: Learn, copy: Copy) -> None:
    learn("catch-up", "receipts")
    (copy.folder / "till/receipt.py").write_text("")
    (copy.folder / "tests/test_receipts.py").write_text("")

    assert "Of receipts.receipt there is no till/receipts.py yet." in learn("list").text
    assert "receipts.receipt is not in your store yet; of its files there is no till/receipts.py." in (
        learn("hint").text
    )


def test_a_step_that_is_shown_can_be_taken(learn: Learn) -> None:
    assert "take it: git merge receipts.receipt" in learn("show", "receipts.receipt").text


def test_who_wrote_steps_takes_the_next_without_a_merge(learn: Learn, copy: Copy) -> None:
    with_own_first_step(copy)

    assert "take it: git cherry-pick till.price\n" in learn("show", "till.price").text
    assert "take it: git cherry-pick till.first-commit..till.discount" in learn("show", "till.discount").text
    copy.git("cherry-pick", "till.first-commit..till.discount", extra=as_person(NOBODY))
    assert rows(copy.course.chapters, copy)[0].steps == ("own", "own", "own")


def test_without_a_name_the_next_step_is_shown(learn: Learn, copy: Copy) -> None:
    with_own_first_step(copy)

    assert "git cherry-pick till.price\n" in learn("show").text
    assert "Next: shopwright learn show till.price" in learn("show", "till").text


def test_what_a_machine_wrote_is_not_shown(copy: Copy) -> None:
    (copy.folder / "pins.txt").write_text("pin\n" * 1001)
    (copy.folder / "needs.txt").write_text("need\n" * 14)
    copy.git("add", ".")
    copy.git("commit", "-q", "-m", "Pin", extra=as_person(NOBODY))

    assert too_long(copy, "HEAD") == {"pins.txt": 1001}


def with_own_first_step(copy: Copy) -> None:
    """Begin a history of one's own, with a README of one's own."""
    copy.git("checkout", "-q", "-B", WORK, "till-start")
    copy.git("checkout", "-q", "till.first-commit", "--", ".")
    (copy.folder / "README.md").write_text("Mine.\n")
    copy.git("add", ".")
    copy.git("commit", "-q", "-m", "Begin", extra=as_person(NOBODY))
