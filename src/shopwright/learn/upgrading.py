"""Bring a copy to another edition of the course: say what changed, and merge it into the learner's work.

The merge goes over a bridge: a commit whose parents are the place in the old edition and that in the new one.
To git, the bridge is what the new edition changed at the place where the learner stands, so only what both
changed can conflict. It is the same commit on every machine.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.history import EPOCH, build
from shopwright.course.manifest import Course
from shopwright.course.template import Template
from shopwright.errors import Problem
from shopwright.learn.copy import Copy
from shopwright.learn.editions import Edition, kit_version
from shopwright.learn.repository import COURSE, as_person
from shopwright.learn.saving import refuse_unfinished

NEW = "refs/shopwright/new"
FETCHED = (f"+refs/tags/*:{NEW}/tags/*", f"+refs/heads/*:{NEW}/heads/*")


@dataclass(frozen=True)
class Changed:
    """What an edition does to a chapter: the steps that are new, gone, or have another diff or message."""

    chapter: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    other: tuple[str, ...]

    def __str__(self) -> str:
        parts = (("new", self.new), ("gone", self.gone), ("changed", self.other))
        return f"{self.chapter}: " + "; ".join(
            f"{head}: {', '.join(names)}" for head, names in parts if names
        )


@dataclass(frozen=True)
class Upgrade:
    """A newer edition, fetched into the copy beside the one that it follows.

    Attributes:
        new: the edition of this kit.
        changed: what is different, by chapter.
        missing: tags of the edition that the copy lost.
    """

    copy: Copy
    new: Edition
    changed: tuple[Changed, ...]
    missing: tuple[str, ...]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to do."""
        return self.new.head != self.copy.edition.head or bool(self.missing) or not self.copy.is_current

    def apply(self) -> str:
        """Merge the new edition under the learner's work and follow it; say what was done.

        Raises:
            Problem: there is uncommitted work, or both changed the same lines; nothing was changed then.
        """
        refuse_unfinished(self.copy)
        said = self._merge()
        self._move_refs()
        self.copy.pin(self.new)
        self.forget()
        return said

    def forget(self) -> None:
        """Take the fetched edition's refs away."""
        lines = self.copy.git("for-each-ref", "--format=delete %(refname)", NEW)
        self.copy.git("update-ref", "--stdin", given=f"{lines}\n" if lines else "")

    def _merge(self) -> str:
        copy = self.copy
        bridge = self._bridge()
        if not bridge or copy.has_ancestor(bridge, "HEAD"):
            return "Your branch needs no merge."
        if copy.git("status", "--porcelain", "--untracked-files=no"):
            raise Problem(
                "Your copy was not upgraded.",
                found="changes that are not committed; a merge might not leave them as they are.",
                do="commit them, and run this again.",
            )
        subject = f"Follow edition {self.new.name}"
        done = copy.run("merge", "--no-ff", "--no-edit", "-m", subject, bridge, extra=copy.author())
        if done.returncode == 0:
            return f"Merged into `{copy.branch() or 'HEAD'}`; your own changes are as they were."
        both = copy.git("diff", "--name-only", "--diff-filter=U").splitlines()
        if both:
            copy.git("merge", "--abort")
        raise Problem(
            "Your copy was not upgraded: you and the new edition changed the same lines.",
            found=", ".join(both) or done.stderr.strip(),
            do=f"`git merge {bridge[:12]}`, mend the conflicts, commit, and run this again; it then goes on.",
        )

    def _bridge(self) -> str:
        """Return the commit to merge; "" where the learner's branch already holds the new edition's place."""
        copy = self.copy
        old = copy.git("merge-base", "HEAD", copy.edition.head)
        new = self._same_place(old)
        if not new or copy.has_ancestor(new, "HEAD"):
            return ""
        if copy.has_ancestor(old, new):
            return new
        tree = copy.git("rev-parse", f"{new}^{{tree}}")
        subject = f"Edition {self.new.name} at this place of the course"
        extra = as_person(COURSE, EPOCH)
        return copy.git("commit-tree", tree, "-p", old, "-p", new, "-m", subject, extra=extra)

    def _same_place(self, old: str) -> str:
        """Return the new edition's commit for one of the old: that of the same step, or of one before."""
        names = {commit: name for name, commit in steps(self.copy, "refs/tags").items()}
        fetched = steps(self.copy, f"{NEW}/tags")
        for commit in self.copy.git("rev-list", "--first-parent", old).splitlines():
            if (name := names.get(commit)) in fetched:
                return fetched[name]
        return ""

    def _move_refs(self) -> None:
        """Let tags and the course's branches lead to the new edition; one that the learner moved stays."""
        copy = self.copy
        before = {ref: sha for sha, ref in _refs(copy, "refs/tags", "refs/heads")}
        course = set(copy.git("rev-list", copy.edition.head).splitlines())
        fetched = {ref.removeprefix(f"{NEW}/"): sha for sha, ref in _refs(copy, NEW)}
        current = f"refs/heads/{copy.branch()}"
        gone = [ref for ref in before if _is_step(ref) and ref.removeprefix("refs/") not in fetched]
        lines = [f"delete {ref}" for ref in gone if before[ref] in course]
        for name, sha in fetched.items():
            ref = f"refs/{name}"
            moved = ref.startswith("refs/heads/") and ref in before and before[ref] not in course
            if not moved and ref != current:
                lines.append(f"update {ref} {sha}")
        copy.git("update-ref", "--stdin", given="".join(f"{line}\n" for line in lines))


def prepare(course: Course, template: Template, copy: Copy) -> Upgrade:
    """Build this kit's edition and fetch it into the copy, under names of its own; nothing else changes."""
    with tempfile.TemporaryDirectory() as folder:
        built = build(course, template, Path(folder) / "course")
        copy.git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", str(built.folder), *FETCHED)
    new = Edition(kit_version(), built.head)
    here = {ref.removeprefix("refs/tags/") for _, ref in _refs(copy, "refs/tags")}
    there = [ref.removeprefix(f"{NEW}/tags/") for _, ref in _refs(copy, f"{NEW}/tags")]
    missing = tuple(tag for tag in there if tag not in here) if new.head == copy.edition.head else ()
    return Upgrade(copy, new, tuple(_changes(copy)), missing)


def steps(copy: Copy, below: str) -> dict[str, str]:
    """Return the steps whose tags lie below a name, with their commits."""
    return {ref.removeprefix(f"{below}/"): sha for sha, ref in _refs(copy, below) if _is_step(ref)}


def _changes(copy: Copy) -> Iterator[Changed]:
    """Yield the chapters whose steps differ between what the copy follows and what was fetched."""
    old, new = steps(copy, "refs/tags"), steps(copy, f"{NEW}/tags")
    prints = {**_prints(copy, old.values()), **_prints(copy, new.values())}
    names = [name for name in dict.fromkeys((*copy.course.names, *new, *old)) if name in old or name in new]
    slugs = dict.fromkeys(name.partition(".")[0] for name in names)
    for slug in slugs:
        inside = [name for name in names if name.startswith(f"{slug}.")]
        changed = Changed(
            slug,
            tuple(name for name in inside if name not in old),
            tuple(name for name in inside if name not in new),
            tuple(
                name
                for name in inside
                if name in old and name in new and prints[old[name]] != prints[new[name]]
            ),
        )
        if changed.new or changed.gone or changed.other:
            yield changed


def _prints(copy: Copy, commits: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return what each commit changes, wherever in its files, and what it says."""
    wanted = "".join(f"{commit}\n" for commit in dict.fromkeys(commits))
    patches = copy.git("diff-tree", "--stdin", "--patch", "--root", "--no-renames", given=wanted)
    pairs = (line.split() for line in copy.git("patch-id", "--stable", given=patches).splitlines())
    changes = {commit: patch for patch, commit in pairs}
    shown = copy.git(
        "rev-list", "--stdin", "--no-walk", "--no-commit-header", "--format=%H%n%B%x00", given=wanted
    )
    texts = (piece.strip().partition("\n") for piece in shown.split("\0"))
    return {commit: (changes.get(commit, ""), text) for commit, _, text in texts if commit}


def _refs(copy: Copy, *below: str) -> list[tuple[str, str]]:
    lines = copy.git("for-each-ref", "--format=%(objectname) %(refname)", *below).splitlines()
    return [(sha, ref) for sha, _, ref in (line.partition(" ") for line in lines)]


def _is_step(ref: str) -> bool:
    return ref.startswith("refs/") and "/tags/" in ref and "." in ref.rpartition("/")[2]
