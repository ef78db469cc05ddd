"""The course as a git repository: the same for everybody, and easy to follow with git alone."""

import subprocess
from pathlib import Path

import pytest

from shopwright.course.history import build, git_environment, message, wrapped
from shopwright.course.manifest import Course
from shopwright.course.template import Template
from shopwright.errors import Problem


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=git_environment(), check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_two_builds_have_equal_shas_whatever_the_configuration(
    course: Course, template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(course, template, tmp_path / "one")
    (tmp_path / "gitconfig").write_text("[user]\nname = Somebody\n[core]\nautocrlf = true\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    second = build(course, template, tmp_path / "two")

    assert first.head == second.head
    assert git(first.folder, "show-ref") == git(second.folder, "show-ref")


def test_refs_name_chapters_and_steps(course: Course, template: Template, tmp_path: Path) -> None:
    out = build(course, template, tmp_path / "course").folder

    assert git(out, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/chapter/01-till",
        "refs/heads/chapter/02-receipts",
        "refs/heads/main",
        "refs/tags/receipts-end",
        "refs/tags/receipts-start",
        "refs/tags/receipts.logo",
        "refs/tags/receipts.receipt",
        "refs/tags/till-end",
        "refs/tags/till-start",
        "refs/tags/till.discount",
        "refs/tags/till.first-commit",
        "refs/tags/till.price",
    ]
    assert git(out, "diff", "--name-only", "receipts-start", "receipts-end").split() == [
        "assets/dos.txt",
        "assets/mark.png",
        "assets/receipt.html",
        "bin/print",
        "tests/test_receipts.py",
        "till/receipts.py",
    ]
    assert git(out, "diff", "--name-only", "till-start", "till.first-commit").split()[0] == ".gitignore"


def test_every_commit_is_the_tree_of_its_step(course: Course, template: Template, tmp_path: Path) -> None:
    out = build(course, template, tmp_path / "course").folder

    for step in course.steps:
        listed = git(out, "ls-tree", "-r", "--format=%(objectmode) %(path)", step.name).splitlines()
        tree = template.tree(course, step)
        assert listed == [
            f"100{755 if blob.executable else 644} {path}" for path, blob in sorted(tree.items())
        ]
    assert (out / "assets/dos.txt").read_bytes() == template.tree(course)["assets/dos.txt"].data
    assert git(out, "status", "--porcelain") == ""


def test_a_message_says_why_in_lines_of_72_characters(course: Course) -> None:
    text = message(course.step("till.price"))

    assert text == (
        "Add up prices\n\n"
        "Prices are whole cents, because 0.1 + 0.2 is not 0.3, and a till that is\n"
        "one cent wrong a thousand times a day is wrong by ten.\n\n"
        "- Notice the type of `total`.\n\n"
        "Step: till.price"
    )


def test_indented_lines_are_not_wrapped() -> None:
    assert wrapped("Run\n\n    make test ARGS=-x\n") == "Run\n\n    make test ARGS=-x"


def test_an_earlier_build_is_replaced_and_ignored_files_stay(
    course: Course, template: Template, tmp_path: Path
) -> None:
    out = build(course, template, tmp_path / "course").folder
    (out / ".venv").mkdir()
    (out / ".venv/kept").touch()
    git(out, "checkout", "--quiet", "till.price")

    build(course, template, out)

    assert (out / ".venv/kept").exists()
    assert git(out, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert git(out, "status", "--porcelain") == ""


def test_a_folder_of_somebody_elses_is_not_overwritten(
    course: Course, template: Template, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")

    with pytest.raises(Problem, match="the folder is in use"):
        build(course, template, tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_learners_work_is_not_overwritten(course: Course, template: Template, tmp_path: Path) -> None:
    out = build(course, template, tmp_path / "course").folder
    (out / "till/prices.py").write_text("# my solution\n", "utf-8")

    with pytest.raises(Problem, match="somebody worked there"):
        build(course, template, out)

    assert (out / "till/prices.py").read_text("utf-8") == "# my solution\n"


def test_a_learners_commit_on_no_branch_is_not_lost(
    course: Course, template: Template, tmp_path: Path
) -> None:
    out = build(course, template, tmp_path / "course").folder
    git(out, "checkout", "--quiet", "till.price")
    git(
        out,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.example",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "Mine",
    )

    with pytest.raises(Problem, match="somebody worked there"):
        build(course, template, out)
