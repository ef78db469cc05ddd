"""Progress lives in the learner's repository, apart from the store, and merges."""

import json
from pathlib import Path

from shopwright.learn.copy import Copy
from shopwright.learn.facts import BRANCH, FILE, Facts
from shopwright.learn.repository import Repository

from .conftest import Learn


def test_the_store_sees_nothing_of_it(copy: Copy, learn: Learn) -> None:
    learn("hint")

    assert copy.git("status", "--porcelain") == ""
    assert FILE not in copy.files_at("HEAD")
    assert {FILE, ".gitattributes"} == set(copy.files_at(BRANCH))


def test_the_same_fact_is_written_once(copy: Copy) -> None:
    assert copy.facts.add("passed", exercise="till/two-for-one", task=1)
    assert not copy.facts.add("passed", exercise="till/two-for-one", task=1)


def test_two_machines_merge(copy: Copy, tmp_path: Path) -> None:
    other = tmp_path / "laptop"
    Repository(tmp_path).git("clone", "-q", str(copy.folder), str(other))
    laptop = Facts(Repository(other))
    laptop.add("solved", exercise="till/two-for-one")
    copy.facts.add("solved", exercise="receipts/count")

    copy.git("fetch", "-q", str(other), f"{BRANCH}:refs/remotes/laptop/{BRANCH}")

    assert copy.solved() == {"till/two-for-one", "receipts/count"}
    copy.facts.add("hinted", exercise="receipts/count", task=1, level=1)
    assert copy.git("merge-base", "--all", BRANCH, f"laptop/{BRANCH}") == copy.commit_of(f"laptop/{BRANCH}")
    assert len(copy.git("show", f"{BRANCH}:{FILE}").splitlines()) == len(copy.facts.all())


def test_plain_git_merges_it_as_well(copy: Copy, tmp_path: Path) -> None:
    other = tmp_path / "laptop"
    Repository(tmp_path).git("clone", "-q", str(copy.folder), str(other))
    laptop = Repository(other)
    Facts(laptop).add("solved", exercise="till/two-for-one")
    copy.facts.add("solved", exercise="receipts/count")
    laptop.git("fetch", "-q")
    laptop.git("checkout", "-q", BRANCH)

    laptop.git("merge", "-q", "--no-edit", f"origin/{BRANCH}", extra=laptop.author())

    lines = (other / FILE).read_text().splitlines()
    assert {json.loads(line)["exercise"] for line in lines if '"solved"' in line} == {
        "till/two-for-one",
        "receipts/count",
    }


def test_a_line_that_a_merge_left_half_is_passed_over(copy: Copy) -> None:
    text = copy.git("show", f"{BRANCH}:{FILE}") + '\n<<<<<<< ours\n{"at": "2026\n'
    blob = copy.git("hash-object", "-w", "--stdin", given=text)
    tree = copy.git("mktree", given=f"100644 blob {blob}\t{FILE}\n")
    commit = copy.git("commit-tree", tree, "-m", "by hand", extra=copy.author())
    copy.git("update-ref", f"refs/heads/{BRANCH}", commit)

    assert [fact["did"] for fact in copy.facts.all()] == ["edition", "moved"]
