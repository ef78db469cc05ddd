"""How long it takes to build the course's history, and how long the history of a course ten times as long."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import cast

from benchmarks.figures import Figure, seconds
from shopwright.course.history import build
from shopwright.course.manifest import Chapter, Course, Step, load_course
from shopwright.course.template import Template
from shopwright.course.tree import Blob, Tree
from shopwright.store import ROOT, TEMPLATE

LONG = 500


def run() -> list[Figure]:
    """Measure `shopwright course build` from nothing, and the writing of 500 commits without rendering."""
    shopwright = Path(sys.executable).parent / "shopwright"
    with tempfile.TemporaryDirectory() as folder:
        outs = (Path(folder, str(number)) for number in range(100))

        def real() -> None:
            command: list[str | Path] = [shopwright, "course", "build", "--out", next(outs)]
            subprocess.run(
                command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

        taken = seconds(real, times=3)
        course = load_course(ROOT)
        longer = _long_course(course)
        grown = cast("Template", _Grown(Template(TEMPLATE).tree(course)))
        long_taken = seconds(lambda: build(longer, grown, next(outs)), times=3)
    return [
        Figure("all commits built, rendering included", taken, "s", below=5),
        Figure("commits", len(course.steps) + 1, ""),
        Figure(f"{LONG} commits built, beyond rendering", long_taken, "s", below=10),
    ]


def _long_course(course: Course) -> Course:
    why = course.steps[0].why
    steps = tuple(Step("long", f"step-{n}", n, f"Take step {n}", why, ()) for n in range(1, LONG + 1))
    return Course(ROOT, (Chapter("long", 1, "Long", "Long", "", ROOT, None, {}, steps),))


class _Grown:
    """Stands where the template does: the real store, which grows over the steps and changes as it grows."""

    def __init__(self, last: Tree) -> None:
        self.last = last

    def trees(self, course: Course) -> list[Tree]:
        """Let a part of the files be there at each step, and three of them change."""
        paths = sorted(self.last)
        trees: list[Tree] = [{}]
        for step in course.steps:
            there = paths[: 3 + len(paths) * step.number // LONG]
            tree = {path: trees[-1].get(path, self.last[path]) for path in there}
            for turn in range(3):
                path = there[(step.number * 7 + turn) % len(there)]
                tree[path] = Blob(tree[path].data + f"# step {step.number}\n".encode(), tree[path].executable)
            trees.append(tree)
        return trees
