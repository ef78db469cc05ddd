"""`learn check`: the learner's own code against the exercise, told by task."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from shopwright.course.exercises import load_exercises
from shopwright.course.manifest import load_course
from shopwright.course.opening import KIT
from shopwright.course.template import Template
from shopwright.learn.copy import END, WORK, Copy, start
from shopwright.learn.judging import judge, make_ready

from .conftest import Learn

PRICES = "till/prices.py"
WRONG = '''

def two_for_one(price: Price, count: int) -> Price:
    """Let two of three be free."""
    return Price(price.cents * (count // 2))
'''


def append(copy: Copy, text: str) -> int:
    """Write at the end of the prices, and give the number of the last line."""
    file = copy.folder / PRICES
    file.write_text(file.read_text() + text)
    return len(file.read_text().splitlines())


def a_conflict(copy: Copy) -> None:
    """Stop in the middle of a merge of two beginnings of the prices."""
    person = {f"GIT_{role}_{key}": "x@y" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    file = copy.folder / PRICES
    text = file.read_text()
    for branch, line in (("theirs", "# Theirs.\n"), (WORK, "# Mine.\n")):
        copy.git("checkout", "-q", *(["-b"] if branch != WORK else []), branch)
        file.write_text(line + text)
        copy.git("commit", "-q", "-m", line, PRICES, extra=person)
    assert copy.run("merge", "theirs", extra=person).returncode == 1


def test_the_first_failure_is_said_to_be_expected(learn: Learn) -> None:
    said = learn("check")

    assert said.code == 1
    assert "0 of 2 tests passed, 0 of 2 tasks done." in said.text
    assert "This is expected: your store is as the chapter leaves it" in said.text
    assert "ImportError: cannot import name 'two_for_one'" in said.text
    assert "Next: shopwright learn hint" in said.text


def test_a_mistake_is_told_by_task(learn: Learn, copy: Copy) -> None:
    append(copy, WRONG)

    said = learn("check", "two-for-one")

    assert said.code == 1
    assert "1 of 2 tests passed, 1 of 2 tasks done." in said.text
    assert "expected" not in said.text
    assert "done 1. Two of a kind cost as much as one." in said.text
    assert "open 2. Of three, two are paid." in said.text
    assert "assert Price(cents=100) == Price(cents=200)" in said.text
    assert "at tests/exercises/test_two_for_one.py:9" in said.text
    assert "A third one must not be given away." in said.text
    assert "on the site: course/till/#the-evening" in said.text


def test_an_error_is_told_with_the_line_of_the_learners_code(learn: Learn, copy: Copy) -> None:
    last = append(copy, "\n\ndef two_for_one(price: Price, count: int) -> Price:\n    return price.euros\n")

    said = learn("check")

    assert f"at {PRICES}:{last}" in said.text
    assert "return price.euros" in said.text


def test_the_solution_is_solved_and_written_down(learn: Learn, copy: Copy, solve: Callable[[], None]) -> None:
    solve()

    said = learn("check")

    assert (said.code, "Solved." in said.text) == (0, True)
    assert copy.solved() == {"till/two-for-one"}
    assert "Next: see that `make test` passes, commit it, and go on with 02-receipts" in said.text
    assert copy.next_exercise().key == "receipts/count"


def test_before_the_chapters_end_it_says_what_is_lacking(learn: Learn, copy: Copy) -> None:
    said = learn("check", "count")

    assert said.code == 1
    assert "your store is not there yet" in " ".join(said.text.split())
    assert "till/receipts.py" in said.text
    assert "catch-up receipts --end" in said.text
    assert "Next: shopwright learn show receipts\n" in said.text
    assert not list(copy.folder.glob("tests/exercises/test_count.py"))  # or `make test` would fail meanwhile


def test_before_the_chapters_end_a_store_that_does_not_start_keeps_no_acceptance_tests(
    learn: Learn, copy: Copy
) -> None:
    (copy.folder / "tests/conftest.py").write_text("raise OSError('no disk')\n")

    said = learn("check", "count")

    assert said.text.startswith("The tests did not run.")
    assert not (copy.folder / "tests/exercises/test_count.py").exists()


def test_in_the_middle_of_a_merge_the_files_with_both_sides_are_named(learn: Learn, copy: Copy) -> None:
    a_conflict(copy)

    said = learn("check")

    assert said.code == 1
    assert "A merge waits for you, and nothing was checked." in said.text
    assert "lines of both sides in till/prices.py." in said.text
    assert "git merge --abort" in said.text
    assert not (copy.folder / "tests/exercises").exists()


def test_on_a_branch_of_the_course_nothing_is_laid_and_the_way_back_is_told(learn: Learn, copy: Copy) -> None:
    copy.git("checkout", "-q", "chapter/02-receipts")

    said = learn("check")

    assert (said.code, "`git switch mine/work`" in said.text) == (1, True)
    assert not (copy.folder / "tests/exercises").exists()


def test_a_beginning_is_told_as_one_after_other_work_too(learn: Learn, copy: Copy) -> None:
    append(copy, "\n\nEARLY = 6\n")

    said = learn("check")

    assert "At its beginning that is expected." in " ".join(said.text.split())


def test_a_syntax_error_is_named_in_the_short_form_too(learn: Learn, copy: Copy) -> None:
    append(copy, "\n\ndef two_for_one(price: Price)\n")

    said = learn("check")

    assert "\n        SyntaxError: expected ':'" in said.text


def test_a_setup_that_fails_otherwise_is_not_the_learners_fault(copy: Copy, learn: Learn) -> None:
    learn("check")
    surprise = "import till.prices\ntill.prices.two_for_one = lambda price, count: price\n"
    (copy.folder / "tests/exercises/conftest.py").write_text(surprise)

    said = learn("check")

    assert "This is not expected: your store is as the chapter leaves it" in said.text


def test_tests_that_do_not_run_are_a_problem_with_pytests_own_words(copy: Copy, learn: Learn) -> None:
    learn("check")
    (copy.folder / "tests/exercises/conftest.py").write_text("raise OSError('no disk')\n")

    said = learn("check")

    assert (said.code, said.text.startswith("The tests did not run.")) == (1, True)
    assert "OSError: no disk" in said.text


def test_a_store_that_was_installed_with_this_programs_uv_can_install_itself(
    copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("make", "git", "sh"):
        (tmp_path / "path").mkdir(exist_ok=True)
        (tmp_path / "path" / name).symlink_to(shutil.which(name) or name)
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\n")
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("UV", str(uv))
    (copy.folder / "Makefile").write_text("UV ?= .uv/bin/uv\ninstall:\n\t@$(UV)\n")
    moved = copy.folder / ".uv/bin/uv"
    moved.parent.mkdir(parents=True)
    moved.symlink_to(tmp_path / "a-kit-that-was-moved")

    make_ready(copy)
    monkeypatch.delenv("UV")
    installed = subprocess.run(["make", "install"], cwd=copy.folder, capture_output=True, check=False)

    assert (installed.returncode, installed.stderr) == (0, b"")


def test_changed_acceptance_tests_are_put_back_and_kept(copy: Copy, learn: Learn) -> None:
    learn("check")
    file = copy.folder / "tests/exercises/test_two_for_one.py"
    file.write_text("def test_the_second_is_free() -> None: ...\n")

    said = learn("check")

    assert said.code == 1
    assert "def test_of_three" in file.read_text()
    assert file.with_name("test_two_for_one.py.mine-1").read_text().endswith("None: ...\n")
    assert ".mine-1" in said.text


def test_whole_names_the_stores_own_tests_that_broke(
    copy: Copy, learn: Learn, solve: Callable[[], None]
) -> None:
    solve()
    file = copy.folder / PRICES
    file.write_text(file.read_text().replace("* 2 // 3", "* 1 // 3"))

    assert learn("check").code == 0
    said = learn("check", "two-for-one", "--whole")

    assert said.code == 1
    assert "tests near your change" in said.text
    assert "broke tests/test_discount.py" in said.text


def test_an_unknown_exercise_is_answered_with_the_nearest(learn: Learn) -> None:
    said = learn("check", "two-for-on")

    assert (said.code, "`two-for-one`, the nearest name" in said.text) == (1, True)


def test_the_real_store_fails_as_expected_and_its_solution_passes(django: Path, tmp_path: Path) -> None:
    course = load_course(KIT)
    chapter = course.chapter("products")
    copy = start(course, Template(KIT / "template"), chapter, tmp_path / "store", at=END)
    _use(copy, django)
    exercise = load_exercises(chapter)[0]

    begun = judge(copy, exercise)
    copy.git("apply", str(exercise.folder / "solution.patch"))
    ended = judge(copy, exercise)

    assert (begun.expected, sorted(begun.failures)) == (True, sorted(exercise.fails))
    assert (ended.solved, ended.untouched) == (True, False)


def _use(copy: Copy, environment: Path) -> None:
    """Give the copy an environment that exists; a Makefile would install into it what is there already."""
    (copy.folder / ".venv").symlink_to(environment, target_is_directory=True)
    (copy.folder / ".git/info").mkdir(exist_ok=True)
    (copy.folder / ".git/info/exclude").write_text(".venv\n")
    shutil.copyfile(copy.folder / ".env.example", copy.folder / ".env")
    makefile = copy.folder / "Makefile"
    makefile.write_text(makefile.read_text().replace("\ninstall:", "\ninstalled:"))
    copy.git("update-index", "--assume-unchanged", "Makefile")
