"""Lay an exercise's solution over a store, in memory."""

import subprocess
import tempfile
from pathlib import Path

from shopwright.course.exercises import PATCHED, Exercise, tree_below
from shopwright.course.history import git_environment
from shopwright.course.tree import Tree, write_tree
from shopwright.errors import Problem


def solved(exercise: Exercise, end: Tree) -> Tree:
    """Return the end of the chapter with the solution laid over it: its files, then its patch.

    Raises:
        Problem: the patch does not apply there.
    """
    tree = {**end, **tree_below(exercise.folder / "solution")}
    if not exercise.patch.is_file():
        return tree
    names = set(PATCHED.findall(exercise.patch.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve() / "store"
        write_tree({path: tree[path] for path in names if path in tree}, place)
        # git must not take the folder for a part of a repository around it.
        nobody = {**git_environment(), "GIT_CEILING_DIRECTORIES": str(place.parent)}
        done = subprocess.run(
            ["git", "apply", str(exercise.patch.resolve())],
            cwd=place, env=nobody, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Problem(
                f"{exercise.patch}:1: the solution does not apply at the end of the chapter.",
                found=done.stderr.strip(),
                do="make the patch anew from the chapter's end.",
            )
        return {**tree, **tree_below(place)}
