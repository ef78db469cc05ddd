"""Show one step as the course will have it, without building the course."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from shopwright.course.history import NEW, commit, git, message
from shopwright.course.manifest import Course, Step
from shopwright.course.names import advice
from shopwright.course.template import Template
from shopwright.course.tree import Change, Tree, changes, write_files
from shopwright.errors import Problem


def diff_of_step(
    course: Course, template: Template, step: Step, files: Sequence[str], options: Sequence[str] = ()
) -> str:
    """Return what `git show` will print of a step's change.

    Args:
        files: paths in the store to which the diff is limited; none means all.
        options: of `git show`, as `--stat`.

    Raises:
        Problem: the step does not change one of the files.
    """
    found = changes_in(course, template, step, files)
    old = {change.path: change.old for change in found if change.old}
    new = {change.path: change.new for change in found if change.new}
    with tempfile.TemporaryDirectory(prefix="shopwright-preview-") as name:
        folder = Path(name)
        git(folder, "init", "--quiet", "--bare", *NEW)
        stream = [*commit(1, "Before", None, {}, old), *commit(2, message(step), 1, old, new), b"done\n"]
        git(folder, "fast-import", "--quiet", stream=iter(stream))
        return git(folder, "show", "--format=", *options, "main", "--", *files)


def changes_in(course: Course, template: Template, step: Step, files: Sequence[str]) -> list[Change]:
    """Return all that a step changes; `files` must be among it.

    Raises:
        Problem: the step does not change one of the files.
    """
    trees = template.trees(course)
    found = changes(trees[step.number - 1], trees[step.number])
    touched = [change.path for change in found]
    for file in files:
        if file not in touched:
            raise Problem(
                f"`{step.name}` does not change `{file}`.",
                found=f"{len(touched)} changed files.",
                do=advice(file, touched, otherwise=f"look at `shopwright course show {step.name}`."),
            )
    return found


def write_step(tree: Tree, out: Path) -> int:
    """Write the tree of a step to a folder that is new or empty; return how many files it has.

    Raises:
        Problem: there is something in the folder; nothing was touched.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Problem(
            f"The step is not written to {out}: something is there.",
            found="a file, or a folder that is not empty.",
            do="name another folder with `--out`, or move that one away.",
        )
    write_files(tree, out)
    return len(tree)
