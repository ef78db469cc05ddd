"""The learner's copy: a git repository with the whole course in it, and a branch of their own."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from shopwright.course.exercises import Exercise, load_exercises
from shopwright.course.history import MARKER, build
from shopwright.course.manifest import Chapter, Course
from shopwright.course.names import advice
from shopwright.course.template import Template
from shopwright.course.tree import Blob, Tree
from shopwright.errors import Problem
from shopwright.learn.editions import Edition, kit_version, source_of
from shopwright.learn.facts import Facts
from shopwright.learn.repository import Repository

# Saved work lies at `mine/<date>`, and git knows no branch `mine` beside these.
WORK = "mine/work"
START, END = "start", "end"
SHOWN_FILES = 4
EXERCISES = "tests/exercises"


@dataclass(frozen=True)
class Copy(Repository):
    """A learner's repository, with the course that it follows.

    Attributes:
        course: the chapters of this kit, with their exercises; commits come from the repository.
    """

    course: Course

    @cached_property
    def facts(self) -> Facts:
        """What the learner did."""
        return Facts(self)

    @property
    def edition(self) -> Edition:
        """The edition that the copy follows."""
        last = self._pinned()
        return Edition(last["version"], last["head"])

    def _pinned(self) -> dict[str, Any]:
        return (self.facts.about("edition") or [{"version": "unknown", "head": "0" * 40, "source": ""}])[-1]

    def pin(self, edition: Edition) -> None:
        """Write down which edition the copy follows from now on."""
        source = source_of(self.course.root)
        self.facts.add("edition", again=True, version=edition.version, head=edition.head, source=source)

    @property
    def is_current(self) -> bool:
        """Whether the copy follows the course that this kit holds."""
        return bool(self._pinned()["source"] == source_of(self.course.root))

    @property
    def chapter(self) -> Chapter:
        """The chapter that the learner is at: where they went last, or the next unsolved one."""
        slugs = [chapter.slug for chapter in self.course.chapters]
        moves = [fact["chapter"] for fact in self.facts.about("moved") if fact["chapter"] in slugs]
        after = self.course.chapters[slugs.index(moves[-1]) if moves else 0 :]
        solved = self.solved()
        unsolved = (chapter for chapter in after if any(e.key not in solved for e in load_exercises(chapter)))
        return next(unsolved, after[-1])

    def next_exercise(self) -> Exercise:
        """Return the first exercise that is not solved, from the learner's chapter on.

        Raises:
            Problem: there is none left.
        """
        after = self.course.chapters[self.course.chapters.index(self.chapter) :]
        solved = self.solved()
        for exercise in (one for chapter in after for one in load_exercises(chapter)):
            if exercise.key not in solved:
                return exercise
        raise Problem(
            "There is no exercise left.",
            found=f"from chapter {self.chapter.slug} on, all are solved.",
            do="name one to check it again, or go to another chapter: `shopwright learn list` shows them.",
        )

    def solved(self) -> set[str]:
        """Return the exercises that the learner solved, as `chapter/name`."""
        return {fact["exercise"] for fact in self.facts.about("solved")}

    def start_of(self, chapter: Chapter) -> str:
        """Return the commit at which a chapter starts."""
        return self._pinned_tag(f"{chapter.slug}-{START}")

    def end_of(self, chapter: Chapter) -> str:
        """Return the commit at which a chapter ends."""
        return self._pinned_tag(f"{chapter.slug}-{END}")

    def _pinned_tag(self, tag: str) -> str:
        commit = self.commit_of(f"refs/tags/{tag}")
        if not commit:
            raise Problem(
                f"This copy does not know `{tag}`.",
                found=f"no such tag in {self.folder}; it follows edition {self.edition.name}.",
                do="put the tags back with `shopwright learn upgrade`.",
            )
        return commit

    def course_branch(self) -> str:
        """Return the branch that is checked out if it is the course's and not the learner's, or ""."""
        branch = self.branch()
        theirs = branch == "main" or branch.startswith("chapter/")
        return branch if theirs and self.has_ancestor("HEAD", self.edition.head) else ""

    def refuse_course_branch(self) -> None:
        """Raise a `Problem` where a branch of the course is checked out, and not one of the learner's."""
        if branch := self.course_branch():
            raise Problem(
                f"You stand on `{branch}`, which is the course's own code and not yours.",
                found=f"the branch `{branch}`; your work is on `{WORK}`.",
                do=f"`git switch {WORK}`; what you changed and did not commit comes along.",
            )

    def refuse_conflicts(self) -> None:
        """Raise a `Problem` where lines of two sides stand in a file, for no test can tell anything then."""
        if files := self.conflicts():
            what = self.unfinished()
            way_out = {
                "a merge": " `git merge --abort` goes back.",
                "a cherry-pick": " `git cherry-pick --abort` goes back.",
            }
            raise Problem(
                f"{(what or 'git').capitalize()} waits for you, and nothing was checked.",
                found=f"lines of both sides in {listed(files)}.",
                do="choose in each file, or take the course's with `git checkout --theirs FILE`; then "
                f"`git add` it and `git commit`.{way_out.get(what, '')}",
            )

    def step(self, name: str) -> str:
        """Return the commit of a step.

        Raises:
            Problem: names the nearest step.
        """
        tags = self.git("tag", "--list", "*.*").splitlines()
        if name not in tags:
            raise Problem(
                f"The course has no step `{name}`.",
                found=f"{len(tags)} steps, none of them called that.",
                do=advice(name, tags, otherwise="look at `shopwright learn list`."),
            )
        return self._pinned_tag(name)

    def files_at(self, commit: str) -> dict[str, str]:
        """Return the paths of a commit or tree with a name for the content of each."""
        lines = self.git("ls-tree", "-r", "-z", commit).split("\0")
        return {path: head for head, _, path in (line.partition("\t") for line in lines if line)}

    def blobs_at(self, commit: str, paths: list[str]) -> Tree:
        """Return the contents of some files of a commit; those that it does not have are left out."""
        known = self.files_at(commit)
        shown = {path: self.run("show", f"{commit}:{path}").stdout for path in paths if path in known}
        return {path: Blob(text.encode("utf-8", "surrogateescape")) for path, text in shown.items()}

    def snapshot(self) -> str:
        """Write the working tree down as a git tree, with new files; the index stays as it is."""
        with tempfile.TemporaryDirectory() as folder:
            index = Path(folder, "index")
            own = self.internal("index")
            if own.exists():
                shutil.copyfile(own, index)
            extra = {"GIT_INDEX_FILE": str(index)}
            self.git("add", "--all", "--", ".", extra=extra)
            return self.git("write-tree", extra=extra)

    def changed_since(self, commit: str) -> list[str]:
        """Return the paths in which the working tree differs from a commit; acceptance tests do not count."""
        names = self.git("diff", "--name-only", "-z", "--no-renames", commit, self.snapshot()).split("\0")
        return [path for path in names if path and not path.startswith(f"{EXERCISES}/")]


def listed(paths: Sequence[str]) -> str:
    """Return the first of some files, and how many more there are."""
    more = len(paths) - SHOWN_FILES
    tail = f" and {more} more file{'' if more == 1 else 's'}" if more > 0 else ""
    return f"{', '.join(paths[:SHOWN_FILES])}{tail}"


def find(course: Course, place: Path) -> Copy:
    """Return the learner's copy that a folder lies in.

    Raises:
        Problem: it lies in none.
    """
    for folder in (place, *place.parents):
        if (folder / ".git").exists():
            if Facts.kept_in(folder):
                return Copy(folder, course)
            found = f"{folder} is a git repository without the branch shopwright/progress."
            break
    else:
        found = f"no git repository at {place} or above it."
    raise Problem(
        "This is not a working copy of the course.",
        found=found,
        do="make one with `shopwright learn start`, or go into yours; `--copy FOLDER` names it.",
    )


def start(course: Course, template: Template, chapter: Chapter, into: Path, *, at: str = START) -> Copy:
    """Write a working copy that stands at a chapter, or nothing at all.

    Args:
        into: a folder that does not exist yet, or is empty.
        at: the chapter's `start`, or its `end`, where its exercise begins.

    Raises:
        Problem: the folder is in use.
    """
    into = Path(os.path.abspath(into))  # noqa: PTH100 - `resolve` would follow a link, and replace what it leads to
    if (into / ".git").exists() and Facts.kept_in(into):
        raise Problem(
            "The working copy was not written: there is one already.",
            found=f"{into} is a copy of the course.",
            do=f"go on in it: `cd {into}`, and `shopwright learn list`. `shopwright learn catch-up` moves it "
            "to another chapter, `--into` names a second folder.",
        )
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Problem(
            "The working copy was not written: its folder is in use.",
            found=f"{into} is not empty.",
            do="name another with `--into`; in a copy, `shopwright learn catch-up` moves to a chapter.",
        )
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{into.name}-", dir=into.parent) as scratch:
        built = build(course, template, Path(scratch) / "course")
        copy = Copy(built.folder, course)
        (built.folder / ".git" / MARKER).unlink()  # `course build` must not take it for its own
        copy.git("checkout", "--quiet", "-b", WORK, f"refs/tags/{chapter.slug}-{at}")
        copy.pin(Edition(kit_version(), built.head))
        copy.facts.add("moved", chapter=chapter.slug, to=at)
        if into.exists():
            into.rmdir()
        built.folder.rename(into)
    return replace(copy, folder=into)
