"""`learn start`: a working copy that stands where it should, or nothing at all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shopwright.course.history import build
from shopwright.course.manifest import load_course
from shopwright.course.template import Template
from shopwright.errors import Problem
from shopwright.learn.copy import WORK, Copy, find, start
from shopwright.learn.judging import judge


def test_a_copy_stands_at_the_start_of_its_chapter_with_the_whole_course(root: Path, tmp_path: Path) -> None:
    into = tmp_path / "store"
    command = [sys.executable, "-m", "shopwright", "learn", "start", "receipts", "--into", str(into)]

    done = subprocess.run([*command, "--root", str(root)], capture_output=True, text=True, check=True)

    copy = find(load_course(root), into / "till")
    assert (copy.folder, copy.branch(), copy.chapter.slug) == (into, WORK, "receipts")
    assert copy.commit_of("HEAD") == copy.commit_of("till-end")
    assert "chapter/02-receipts" in copy.git("branch", "--list")
    assert copy.git("status", "--porcelain") == ""
    assert copy.edition.name in done.stdout
    assert "shopwright learn show receipts.receipt" in done.stdout


def test_a_check_before_there_is_anything_says_where_to_begin(root: Path, tmp_path: Path) -> None:
    course = load_course(root)
    copy = start(course, Template(root / "template"), course.chapters[0], tmp_path / "store")

    with pytest.raises(Problem, match="your store is not there yet"):
        judge(copy, copy.next_exercise())

    assert [file.name for file in copy.folder.iterdir()] == [".git"]


def test_the_commits_are_those_of_the_course(root: Path, tmp_path: Path) -> None:
    course, template = load_course(root), Template(root / "template")

    copy = start(course, template, course.chapters[0], tmp_path / "store")

    assert copy.edition.head == build(course, template, tmp_path / "course").head


def test_a_folder_in_use_is_refused_and_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear aunt")
    course = load_course(root)

    with pytest.raises(Problem, match="folder is in use"):
        start(course, Template(root / "template"), course.chapters[0], tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_somebody_elses_repository_is_not_a_copy(root: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)

    with pytest.raises(Problem, match="not a working copy"):
        find(load_course(root), tmp_path)


def test_a_second_start_leads_to_the_copy_that_is_there(root: Path, copy: Copy) -> None:
    course = load_course(root)

    with pytest.raises(Problem, match="there is one already") as refused:
        start(course, Template(root / "template"), course.chapters[0], copy.folder)

    assert f"cd {copy.folder}" in refused.value.do


def test_a_program_off_the_path_says_how_to_call_it(root: Path, tmp_path: Path) -> None:
    course = [sys.executable, "-m", "shopwright", "learn", "start", "--root", str(root)]
    git = Path(shutil.which("git") or "git").parent
    bare = os.environ | {"PATH": str(git)}

    done = subprocess.run(
        [*course, "--into", str(tmp_path / "store")], capture_output=True, text=True, check=True, env=bare
    )

    assert "alias shopwright=/" in done.stdout
