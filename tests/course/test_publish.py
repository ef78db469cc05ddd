"""An edition is pushed whole or not at all, to a repository that holds editions alone, and never changes."""

import os
import subprocess
from pathlib import Path

import pytest

from shopwright.course.history import git, git_environment
from shopwright.course.manifest import load_course
from shopwright.course.publish import Plan, clone_command, publish
from shopwright.course.template import Template
from shopwright.errors import Problem

from .conftest import Edit
from .test_commands import shopwright

WHO = ("-c", "user.name=A", "-c", "user.email=a@b.example")


def commit(kit: Path) -> None:
    git(kit, "add", "--all")
    git(kit, *WHO, "commit", "--quiet", "--message", "Change the bakery")


@pytest.fixture
def kit(mini: Path) -> Path:
    """The miniature course as a repository in which all is committed."""
    git(mini.parent, "init", "--quiet", "--template=", str(mini))
    commit(mini)
    return mini


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """An empty bare repository."""
    git(tmp_path, "init", "--quiet", "--bare", "--template=", "--initial-branch=main", "remote.git")
    return tmp_path / "remote.git"


def published(kit: Path, remote: Path, edition: str, *, push: bool = True) -> Plan:
    return publish(load_course(kit), Template(kit / "template"), str(remote), edition, push=push)


def refs(repository: Path) -> list[str]:
    return git(repository, "for-each-ref", "--format=%(objectname) %(refname)").splitlines()


def names(repository: Path) -> list[str]:
    return [line.split(" ")[1] for line in refs(repository)]


def test_the_first_edition_has_its_own_names_and_the_plain_ones(kit: Path, remote: Path) -> None:
    published(kit, remote, "2026.1")

    branches, tags = ("chapter/01-till", "chapter/02-receipts", "main"), ("till.price", "till-start")
    assert len(names(remote)) == 2 * 12
    for prefix in ("", "2026.1/"):
        assert {f"refs/heads/{prefix}{name}" for name in branches} < set(names(remote))
        assert {f"refs/tags/{prefix}{name}" for name in tags} < set(names(remote))
    assert git(remote, "rev-parse", "till.price") == git(remote, "rev-parse", "2026.1/till.price")
    assert git(remote, "fsck", "--strict") == ""


def test_a_later_edition_leaves_every_ref_where_it_is(kit: Path, remote: Path, edit: Edit) -> None:
    published(kit, remote, "2026.1")
    before = refs(remote)
    edit("store/README.md", "- rolls", "- buns")
    edit("chapters/02-receipts/chapter.toml", 'slug = "logo"', 'slug = "mark"')
    edit("chapters/02-receipts/lesson.md", "receipts.logo", "receipts.mark")
    commit(kit)

    plan = published(kit, remote, "2026.2")

    assert not plan.plain
    assert [ref for ref in refs(remote) if "2026.2/" not in ref] == before
    assert "refs/tags/2026.2/receipts.mark" in names(remote)
    assert "refs/tags/receipts.mark" not in names(remote)
    assert git(remote, "rev-parse", "main") != git(remote, "rev-parse", "2026.2/main")


def test_an_edition_can_be_cloned_under_plain_names(
    kit: Path, remote: Path, edit: Edit, tmp_path: Path
) -> None:
    published(kit, remote, "2026.1")
    edit("store/README.md", "- rolls", "- buns")
    commit(kit)
    published(kit, remote, "2026.2")

    for edition, sold in (("2026.1", "rolls"), ("2026.2", "buns")):
        folder = tmp_path / edition
        folder.mkdir()
        command = clone_command(str(remote), edition)
        subprocess.run(command, shell=True, cwd=folder, env=git_environment(), check=True)  # noqa: S602
        store = folder / "store"
        git(store, "checkout", "--quiet", "till.first-commit")

        assert f"- {sold}" in (store / "README.md").read_text("utf-8")
        assert len(git(store, "tag").split()) == 9
        assert git(store, "diff", "--stat", "receipts-start", "receipts-end") != ""


def test_the_same_edition_again_is_nothing_to_do(kit: Path, remote: Path) -> None:
    published(kit, remote, "2026.1")
    before = refs(remote)

    assert published(kit, remote, "2026.1").new == {}
    assert refs(remote) == before


def test_without_push_nothing_is_pushed(kit: Path, remote: Path) -> None:
    done = shopwright("publish", "--to", str(remote), "--edition", "2026.1", root=kit)

    lines = done.stdout.splitlines()
    assert refs(remote) == []
    assert lines[0].endswith(" refs/heads/2026.1/chapter/01-till")
    would, following = lines[-2:]
    assert would == (
        f"24 refs of edition 2026.1 (its own names and the plain ones) would be pushed to {remote}; "
        "nothing was."
    )
    assert following == f"Next: shopwright course publish --to {remote} --edition 2026.1 --push"


def test_with_push_the_last_line_says_how_to_clone_it(kit: Path, remote: Path) -> None:
    done = shopwright("publish", "--to", str(remote), "--edition", "2026.1", "--push", root=kit)

    assert len(refs(remote)) == 24
    assert done.stdout.splitlines()[-1].startswith(
        "Next: git clone --no-tags --origin course --branch 2026.1/"
    )


def test_a_changed_edition_is_refused_by_the_first_ref_that_differs(
    kit: Path, remote: Path, edit: Edit
) -> None:
    published(kit, remote, "2026.1")
    before = refs(remote)
    edit("chapters/01-till/chapter.toml", "cheaper after six", "cheaper after seven")
    commit(kit)

    with pytest.raises(Problem, match=r"Edition 2026\.1 is published") as refused:
        published(kit, remote, "2026.1")

    was = git(remote, "rev-parse", "chapter/01-till").strip()
    assert refused.value.found.startswith(
        f"refs/heads/2026.1/chapter/01-till is the first that differs: {was} there, "
    )
    assert refs(remote) == before


def test_a_step_that_an_edition_lacks_is_a_change_of_it(kit: Path, remote: Path, edit: Edit) -> None:
    published(kit, remote, "2026.1")
    git(remote, "update-ref", "-d", "refs/tags/2026.1/till.price")
    git(remote, "update-ref", "-d", "refs/tags/till.price")

    with pytest.raises(Problem) as refused:
        published(kit, remote, "2026.1")

    assert "refs/tags/2026.1/till.price is the first that differs: no such ref there" in refused.value.found


@pytest.mark.parametrize(
    "stranger",
    [
        "refs/heads/my-work",
        "refs/tags/v1",
        "refs/notes/commits",
        "refs/heads/2026.1/my-work",
        "refs/tags/till.x",
    ],
)
def test_a_repository_that_holds_something_else_is_refused(kit: Path, remote: Path, stranger: str) -> None:
    published(kit, remote, "2026.1")
    git(
        remote, "update-ref", stranger, "2026.1/till.discount" if stranger != "refs/notes/commits" else "main"
    )
    before = refs(remote)

    with pytest.raises(Problem, match="holds other refs than a course's") as refused:
        published(kit, remote, "2026.2")

    assert refused.value.found == f"{stranger}."
    assert refs(remote) == before


def test_a_plain_name_that_was_moved_is_a_stranger(kit: Path, remote: Path) -> None:
    published(kit, remote, "2026.1")
    git(remote, "update-ref", "refs/tags/till.price", "main")

    with pytest.raises(Problem, match="holds other refs than a course's"):
        published(kit, remote, "2026.1")


@pytest.mark.parametrize("edition", ["2026", "2026.0", "v2026.1", "2026.1/x", "2026.01", "first", ""])
def test_a_name_that_is_no_edition_is_refused(kit: Path, remote: Path, edition: str) -> None:
    with pytest.raises(Problem, match="not the name of an edition"):
        published(kit, remote, edition)


def test_the_edition_is_the_version_of_the_kit(kit: Path, remote: Path, edit: Edit) -> None:
    edit("template/cookiecutter.json", '"preset"', '"_version": "2026.2",\n  "preset"')
    commit(kit)

    with pytest.raises(Problem, match=r"The kit is not edition 2026\.1"):
        published(kit, remote, "2026.1")

    assert published(kit, remote, "2026.2").plain


def test_a_kit_with_changes_is_refused(kit: Path, remote: Path) -> None:
    (kit / "chapters/new.md").write_text("draft", "utf-8")

    with pytest.raises(Problem, match="changes that are in none") as refused:
        published(kit, remote, "2026.1")

    assert refused.value.found == "chapters/new.md."
    assert refs(remote) == []


def test_a_kit_outside_git_is_refused(mini: Path, remote: Path) -> None:
    with pytest.raises(Problem, match="in no git repository"):
        published(mini, remote, "2026.1")


def test_a_remote_that_is_not_there_is_a_problem(kit: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"nowhere\.git could not be read"):
        published(kit, tmp_path / "nowhere.git", "2026.1")


def test_where_one_ref_is_refused_none_is_pushed(kit: Path, remote: Path) -> None:
    hook = remote / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\ntest "$1" != refs/tags/2026.1/till.price\n', "utf-8")
    hook.chmod(0o755)

    with pytest.raises(Problem, match="could not be written"):
        published(kit, remote, "2026.1")

    assert refs(remote) == []


def test_who_published_in_the_meantime_wins(kit: Path, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in the place of git stands for the other one: it publishes a branch right before our push."""
    published(kit, remote, "2026.1")
    before = git(remote, "rev-parse", "2026.1/till-start").strip()
    wrapper = kit.parent / "bin" / "git"
    wrapper.parent.mkdir()
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    wrapper.write_text(
        f'#!/bin/sh\ncase " $* " in *" push "*) {real} --git-dir={remote} update-ref '
        f'refs/heads/2026.2/main {before};; esac\nexec {real} "$@"\n',
        "utf-8",
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(Problem, match="could not be written") as refused:
        published(kit, remote, "2026.2")

    assert "stale info" in refused.value.found
    assert [name for name in names(remote) if "2026.2/" in name] == ["refs/heads/2026.2/main"]
    assert git(remote, "rev-parse", "2026.2/main").strip() == before
