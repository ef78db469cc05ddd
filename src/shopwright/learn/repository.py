"""Git in a learner's copy: their own configuration counts, what was set for another place does not."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shopwright.errors import Problem

# What git sets for its hooks and aliases; it would lead to another repository.
ELSEWHERE = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG_PARAMETERS", "GIT_NAMESPACE"),
)
COURSE = {"NAME": "Shopwright", "EMAIL": "course@shopwright.example"}
NOBODY = {"NAME": "A learner", "EMAIL": "learner@localhost"}
UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}


def as_person(person: Mapping[str, str], moment: int | None = None) -> dict[str, str]:
    """Return the variables for commits in somebody's name, at a moment (seconds since 1970)."""
    variables = {
        f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()
    }
    dates = {f"GIT_{role}_DATE": f"{moment} +0000" for role in ("AUTHOR", "COMMITTER")}
    return variables | (dates if moment is not None else {})


@dataclass(frozen=True)
class Repository:
    """A git repository with a working tree, by the folder at its top."""

    folder: Path

    def git(self, *arguments: str, given: str | None = None, extra: Mapping[str, str] | None = None) -> str:
        """Run git and return what it printed, without the last line end.

        Args:
            given: what git reads on its standard input.
            extra: environment variables for this command.

        Raises:
            Problem: git failed; its own words are in it.
        """
        done = self.run(*arguments, given=given, extra=extra)
        if done.returncode:
            raise Problem(
                f"`git {arguments[0]}` failed in {self.folder}.",
                found=done.stderr.strip() or f"exit code {done.returncode}.",
                do="mend what git names, and run this again; nothing of yours was removed.",
            )
        return done.stdout.removesuffix("\n")

    def run(
        self, *arguments: str, given: str | None = None, extra: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run git and return what came of it, whatever it was."""
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=self.surroundings() | dict(extra or {}),
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            input=given or "",
            check=False,
        )

    def show(self, *arguments: str) -> int:
        """Run git in front of the person, with their pager and colours; return its exit code."""
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.surroundings(), check=False
        ).returncode

    @staticmethod
    def surroundings() -> dict[str, str]:
        """Return the environment for git: messages in English, and no other repository's variables."""
        kept = {key: value for key, value in os.environ.items() if key not in ELSEWHERE}
        return kept | {"LC_ALL": "C.UTF-8"}

    def commit_of(self, name: str) -> str:
        """Return the SHA of the commit that a name leads to, or ""."""
        done = self.run("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}")
        return done.stdout.strip() if done.returncode == 0 else ""

    def has_ancestor(self, ancestor: str, commit: str) -> bool:
        """Whether a commit's history holds another one."""
        return self.run("merge-base", "--is-ancestor", ancestor, commit).returncode == 0

    def branch(self) -> str:
        """Return the branch that is checked out, or "" when none is."""
        return self.run("symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()

    def author(self) -> dict[str, str]:
        """Return the variables for a commit of the person's, even if they never told git their name."""
        named = self.run("config", "user.name").stdout.strip()
        mail = self.run("config", "user.email").stdout.strip()
        return {} if named and mail else as_person(NOBODY)

    def unfinished(self) -> str:
        """Return what stands half-done here, as in "a merge", or ""."""
        found = (what for mark, what in UNFINISHED.items() if Path(self.internal(mark)).exists())
        return next(found, "")

    def conflicts(self) -> list[str]:
        """Return the files in which lines of two sides wait for the person to choose."""
        return [path for path in self.git("diff", "--name-only", "--diff-filter=U", "-z").split("\0") if path]

    def internal(self, name: str) -> Path:
        """Return the path of something that git keeps inside its own folder."""
        return self.folder / self.git("rev-parse", "--git-path", name)
