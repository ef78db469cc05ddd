"""What a learner did, as facts: one line of JSON each, on a branch of its own in the learner's repository.

The branch `shopwright/progress` has nothing in common with the store's: no checkout or reset touches it, no
test or linter of the store sees it, and `git push --all` takes it along. Facts are only added, so two
machines merge by putting their lines together; that is done whenever one is written, with whatever copies of
the branch were fetched.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shopwright.errors import Problem
from shopwright.learn.repository import COURSE, Repository, as_person

BRANCH = "shopwright/progress"
OURS = f"refs/heads/{BRANCH}"
FILE = "progress.jsonl"
ATTRIBUTES = f"{FILE} merge=union\n"
TRIES = 5

Fact = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """The facts of a learner's repository."""

    repository: Repository

    @classmethod
    def kept_in(cls, folder: Path) -> bool:
        """Whether a repository is a learner's copy: it, or a fetched branch, has facts."""
        return bool(Facts(Repository(folder)).places())

    def places(self) -> dict[str, str]:
        """Return the refs that hold facts with their commits: ours, and what was fetched."""
        command = ("for-each-ref", "--format=%(objectname) %(refname)", OURS, f"refs/remotes/*/{BRANCH}")
        lines = self.repository.git(*command).splitlines()
        return {ref: commit for commit, _, ref in (line.partition(" ") for line in lines)}

    def all(self) -> list[Fact]:
        """Return every fact, the oldest first."""
        return sorted(map(json.loads, self._lines(self.places().values())), key=lambda fact: str(fact["at"]))

    def about(self, did: str) -> list[Fact]:
        """Return the facts of one kind, the oldest first."""
        return [fact for fact in self.all() if fact["did"] == did]

    def _lines(self, commits: Iterable[str]) -> set[str]:
        texts = (self.repository.run("show", f"{commit}:{FILE}").stdout for commit in commits)
        return {line for text in texts for line in text.splitlines() if _is_fact(line)}

    def add(self, did: str, *, again: bool = False, **details: str | int) -> bool:
        """Write a fact down, and say whether it is a new one.

        Args:
            again: write it even if the same is known; it then counts with its new moment.

        Raises:
            Problem: git cannot write, or others write all the time.
        """
        fact: Fact = {"did": did, **details}
        for _ in range(TRIES):
            places = self.places()
            lines = self._lines(places.values())
            if not again and any(_without_moment(line) == fact for line in lines):
                return False
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            lines.add(json.dumps({"at": now, **fact}, ensure_ascii=False))
            if self._write(lines, places, did):
                return True
        raise Problem(
            "Your progress was not written down.",
            found=f"the branch {BRANCH} moved {TRIES} times meanwhile.",
            do="end the other `shopwright learn` commands and run this again.",
        )

    def _write(self, lines: set[str], places: dict[str, str], did: str) -> bool:
        git = self.repository.git
        text = "".join(f"{line}\n" for line in sorted(lines))
        blob = git("hash-object", "-w", "--stdin", given=text)
        rules = git("hash-object", "-w", "--stdin", given=ATTRIBUTES)
        entries = f"100644 blob {rules}\t.gitattributes\n100644 blob {blob}\t{FILE}\n"
        tree = git("mktree", given=entries)
        ours = places.get(OURS, "")
        parents = [
            word
            for commit in dict.fromkeys(filter(None, [ours, *places.values()]))
            for word in ("-p", commit)
        ]
        commit = git("commit-tree", tree, *parents, "-m", f"Note: {did}", extra=as_person(COURSE))
        # Only if nobody else wrote since we read.
        return self.repository.run("update-ref", OURS, commit, ours or "0" * len(commit)).returncode == 0


def _without_moment(line: str) -> Fact:
    fact: Fact = json.loads(line)
    return {key: value for key, value in fact.items() if key != "at"}


def _is_fact(line: str) -> bool:
    """Whether a line can be read; what a merge by hand left half is passed over."""
    try:
        fact = json.loads(line)
    except ValueError:
        return False
    return isinstance(fact, dict) and {"at", "did"} <= fact.keys()
