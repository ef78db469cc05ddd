"""Lay an exercise's solution over a store, in memory: at the end of its chapter, or later in the course."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from shopwright.course.exercises import PATCHED, Exercise, tree_below
from shopwright.course.history import git_environment
from shopwright.course.tree import Blob, Tree, write_tree
from shopwright.errors import Problem


def solved(exercise: Exercise, end: Tree, later: Tree | None = None) -> Tree:
    """Return a store with the solution laid over it.

    Args:
        end: the end of the exercise's chapter, for which the solution was written.
        later: a later store to lay it over, instead of `end`.

    Raises:
        Problem: the solution does not apply there.
    """
    patch = whole_patch(exercise, end)
    return _applied(exercise, patch, end if later is None else later) if patch else (later or end)


def solved_up_to(exercise: Exercise, end: Tree, number: int) -> Tree:
    """Return a store with what the hints of the first tasks change, up to the task of a number, from 1.

    Raises:
        Problem: that part of the solution does not apply alone.
    """
    above = exercise.tasks[:number]
    files = (
        () if any(not task.files for task in above) else tuple(file for task in above for file in task.files)
    )
    return _applied(exercise, patch_of(exercise, end, files), end)


def whole_patch(exercise: Exercise, end: Tree) -> str:
    """Return the solution as one patch: what its files change at the chapter's end, and its own patch."""
    files = tree_below(exercise.folder / "solution")
    own = exercise.patch.read_text("utf-8") if exercise.patch.is_file() else ""
    return (
        "".join(piece for path, blob in files.items() for piece in _difference(path, end.get(path), blob))
        + own
    )


def patch_of(exercise: Exercise, end: Tree, files: tuple[str, ...] = ()) -> str:
    """Return the part of a solution's patch that changes some files; all of it where none is named.

    Args:
        end: the end of the exercise's chapter; of it, the files that the solution writes are enough.
    """
    patch = whole_patch(exercise, end)
    head = r"(?m)^(?=diff --git )" if "diff --git " in patch else r"(?m)^(?=--- .*\n\+\+\+ )"
    pieces = [piece for piece in re.split(head, patch) if PATCHED.search(piece)]
    return "".join(piece for piece in pieces if not files or PATCHED.findall(piece)[0] in files)


def _difference(path: str, old: Blob | None, new: Blob) -> Iterator[str]:
    before, name = (old.text, f"a/{path}") if old else ("", "/dev/null")
    yield from unified_diff(
        before.splitlines(keepends=True), new.text.splitlines(keepends=True), name, f"b/{path}"
    )


def _applied(exercise: Exercise, patch: str, tree: Tree) -> Tree:
    names = set(PATCHED.findall(patch))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve() / "store"
        write_tree({path: tree[path] for path in names if path in tree}, place)
        # git must not take the folder for a part of a repository around it.
        nobody = {**git_environment(), "GIT_CEILING_DIRECTORIES": str(place.parent)}
        done = subprocess.run(
            ["git", "apply", "-"],
            cwd=place, env=nobody, input=patch, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            where = exercise.patch if exercise.patch.is_file() else exercise.folder / "solution"
            raise Problem(
                f"{where}: the solution does not apply.",
                found=" ".join(done.stderr.split()),
                do="make it anew from the end of its chapter.",
            )
        return {**tree, **tree_below(place)}
