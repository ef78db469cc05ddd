"""Keep all of a learner's work on a branch, and only then move to another place of the course."""

from dataclasses import dataclass
from datetime import date

from shopwright.course.manifest import Chapter
from shopwright.errors import Problem
from shopwright.learn.copy import END, START, WORK, Copy


@dataclass(frozen=True)
class Moved:
    """Where the learner's work is now, and where they stand.

    Attributes:
        saved: the branches that hold the work, the first with what was in the folder; none if nothing
            was the learner's own.
    """

    saved: tuple[str, ...]
    commit: str


def catch_up(copy: Copy, chapter: Chapter, *, at: str = START, today: date | None = None) -> Moved:
    """Save everything, then stand at a chapter's start or end on the branch `mine/work`.

    What is committed, staged, changed, new or on no branch is on a branch afterwards. Ignored files (the
    environment, the database) stay where they are.

    Raises:
        Problem: a merge or the like is unfinished, or git refuses; everything is then as it was before.
    """
    target = copy.end_of(chapter) if at == END else copy.start_of(chapter)
    refuse_unfinished(copy)
    here = _written_down(copy)
    # Somebody on another branch may have left work on this one.
    left = copy.commit_of(f"refs/heads/{WORK}")
    ours = [tip for tip in (here, left) if tip and not copy.has_ancestor(tip, copy.edition.head)]
    if here in ours and left != here and left in ours and copy.has_ancestor(left, here):
        ours.remove(left)
    saved = [_branch(copy, tip, today) for tip in dict.fromkeys(ours)]
    _stand_on(copy, target, here)
    copy.facts.add("moved", again=True, chapter=chapter.slug, to=at)
    return Moved(tuple(saved), target)


def refuse_unfinished(copy: Copy) -> None:
    """Raise a `Problem` where a merge or the like waits for the person."""
    if what := copy.unfinished():
        raise Problem(
            "Your work was not saved, and nothing was moved.",
            found=f"{what} is unfinished here.",
            do="end it (`git status` says how) and run this again.",
        )


def _written_down(copy: Copy) -> str:
    """Write all that is in the folder down as commits above HEAD, and return the last one."""
    head = copy.git("rev-parse", "HEAD")
    snapshot, staged = copy.snapshot(), copy.git("write-tree")
    tip = head
    for tree, text in ((staged, "Save what was staged"), (snapshot, "Save what was in the folder")):
        if tree != copy.git("rev-parse", f"{tip}^{{tree}}"):
            tip = copy.git("commit-tree", tree, "-p", tip, "-m", text, extra=copy.author())
    return tip


def _branch(copy: Copy, commit: str, today: date | None) -> str:
    """Make a branch `mine/<date>` or `mine/<date>-2` at a commit, and return its name."""
    name = first = f"mine/{(today or date.today()).isoformat()}"  # noqa: DTZ011 - the person's own day
    number = 1
    # Nothing that exists is overwritten: git creates the branch only where there is none.
    while copy.run("update-ref", f"refs/heads/{name}", commit, "0" * len(commit)).returncode:
        number += 1
        name = f"{first}-{number}"
        if number > 1000:
            raise Problem(
                "Your work was not saved.", found=f"git makes no branch {name}.", do="see `git status`."
            )
    return name


def _stand_on(copy: Copy, target: str, here: str) -> None:
    """Check a commit out as `mine/work`, coming from a commit that holds all that is in the folder."""
    before = copy.branch()
    head = copy.git("rev-parse", "HEAD")
    staged = copy.git("write-tree")
    copy.git("update-ref", "--no-deref", "HEAD", here)
    copy.git("reset", "--quiet")
    done = copy.run("checkout", "--quiet", "--no-overwrite-ignore", "-B", WORK, target)
    if done.returncode:
        if before:
            copy.git("symbolic-ref", "HEAD", f"refs/heads/{before}")
        else:
            copy.git("update-ref", "--no-deref", "HEAD", head)
        copy.git("read-tree", staged)
        raise Problem(
            "The folder was not moved; it is as it was before.",
            found=done.stderr.strip(),
            do="move away what git names, and run this again.",
        )
