"""A step in front of a learner: what of it is for reading, and how to take it."""

from shopwright.learn.copy import Copy
from shopwright.learn.picture import rows

# No step has a written file that is half as long; the pins of all packages are 1,765 lines.
LONG = 1000


def too_long(copy: Copy, commit: str) -> dict[str, int]:
    """Return the files of which a commit changes more lines than anybody reads, with how many."""
    lines = copy.git("diff-tree", "--no-commit-id", "--numstat", "-r", "-z", commit).split("\0")
    changed = [line.split("\t") for line in lines if line]
    return {path: int(added) for added, _, path in changed if added.isdigit() and int(added) > LONG}


def way_to_take(copy: Copy, name: str) -> str:
    """Return the command that takes a step, with those before it that are not there yet.

    Who took all of them from the course merges. Who wrote some has a history of their own: a merge would stop
    at each file in which a letter differs, and a cherry-pick brings what the steps change, and no more.
    """
    chapters = copy.course.chapters
    place = next(i for i, one in enumerate(chapters) if name in {step.name for step in one.steps})
    states = {
        step.name: state
        for row in rows(chapters[: place + 1], copy)
        for step, state in zip(row.chapter.steps, row.steps, strict=True)
    }
    before = list(states)[: list(states).index(name)]
    there = [one for one in before if states[one]]
    if "own" not in states.values():
        return f"git merge {name}"
    alone = there == before or not there
    return f"git cherry-pick {name}" if alone else f"git cherry-pick {there[-1]}..{name}"
