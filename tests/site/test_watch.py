"""What changes is built while the site is served, and is what a whole build would give."""

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from shopwright.errors import Problem
from shopwright.site.build import build
from shopwright.site.watch import Watcher

from .conftest import ABOUT, Write

LESSON = "chapters/01-till/lesson.md"


@pytest.fixture
def watcher(kit: Path, scripts: Path, tmp_path: Path) -> Watcher:
    """Keeps a small site that is built."""
    (kit / "node_modules").symlink_to(scripts)
    (tmp_path / "out").mkdir()
    watching = Watcher(kit, tmp_path / "out")
    watching.update()
    return watching


def edit(kit: Path, path: str, old: str, new: str) -> None:
    text = (kit / path).read_text("utf-8")
    assert old in text
    (kit / path).write_text(text.replace(old, new), "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".gz")  # it holds a time
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_a_changed_lesson_is_one_page_of_a_site_as_if_built_whole(watcher: Watcher, tmp_path: Path) -> None:
    assert not watcher.changed()
    edit(watcher.root, LESSON, "Somebody keeps the prices.", "A zebra keeps the prices.")

    assert watcher.changed()
    update = watcher.update()
    build(watcher.root, tmp_path / "whole")

    assert (update.pages, update.whole) == (("course/till/index.md",), False)
    assert not watcher.changed()
    assert b"zebra" in (watcher.out / "html/search/search_index.js").read_bytes()
    assert files(watcher.out / "html") == files(tmp_path / "whole/html")


def test_a_changed_template_changes_the_pages_of_its_steps(watcher: Watcher) -> None:
    edit(watcher.root, "template/{{cookiecutter.project_slug}}/README.md", "- rolls", "- buns")

    update = watcher.update()

    assert not update.whole
    assert "course/till/first-commit/index.md" in update.pages
    assert "buns" in (watcher.out / "html/course/till/first-commit/index.html").read_text("utf-8")


def test_a_new_page_stands_in_the_navigation_of_all(watcher: Watcher, write: Write) -> None:
    write("docs/about/bakers.md", ABOUT.format("Our bakers", ""))

    assert watcher.update().whole
    assert "Our bakers" in (watcher.out / "html/about/licences.html").read_text("utf-8")


def test_a_mistake_is_told_and_mended_by_the_next_edit(watcher: Watcher) -> None:
    edit(watcher.root, LESSON, "Somebody keeps the prices.", "[Somebody](nowhere.md) keeps the prices.")

    with pytest.raises(Problem, match="as it should") as wrong:
        watcher.update()
    assert "nowhere.md" in wrong.value.found
    assert not watcher.changed()

    edit(watcher.root, LESSON, "[Somebody](nowhere.md)", "Somebody")

    assert watcher.update().pages == ("course/till/index.md",)


def test_a_manifest_that_cannot_be_read_is_read_again(watcher: Watcher) -> None:
    chapter = "chapters/01-till/chapter.toml"
    edit(watcher.root, chapter, "[[step]]", "[[stop]]")
    with pytest.raises(Problem):
        watcher.update()

    edit(watcher.root, chapter, "[[stop]]", "[[step]]")

    assert watcher.update().pages == ()


def test_who_reads_a_page_sees_what_was_edited(watcher: Watcher) -> None:
    command = [sys.executable, "-m", "shopwright", "site", "serve", "--watch", "--port", "0"]
    options = ["--root", str(watcher.root), "--out", str(watcher.out)]

    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        try:
            address = serving.stdout.readline().split(" ")[4]
            assert serving.stdout.readline().startswith("No page in ")
            edit(watcher.root, LESSON, "Somebody keeps the prices.", "A zebra keeps the prices.")
            assert serving.stdout.readline().startswith("course/till/index.md in ")
            with urllib.request.urlopen(f"{address}course/till/index.html") as answer:  # noqa: S310
                assert b"A zebra keeps" in answer.read()
        finally:
            serving.send_signal(signal.SIGINT)
        assert serving.stdout.readline() == "Stopped.\n"

    assert serving.returncode == 0
