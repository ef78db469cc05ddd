"""Tests that are too slow to be repeated wherever something near them changed.

`chapters/apart.toml` names them. They run at the steps that change them, and with all others at the end of
the course and with `verify --whole`.
"""

from collections.abc import Iterator
from pathlib import Path

from shopwright.course.toml import read_toml
from shopwright.course.tree import Tree

FILE = "apart.toml"


def read_apart(chapters: Path) -> tuple[str, ...]:
    """Read `apart.toml` of the folder with the chapters: folders and files of tests; it may be missing."""
    file = chapters / FILE
    if not file.exists():
        return ()
    top = read_toml(file, "the list of tests that stand apart")
    top.only("tests")
    return tuple(path.rstrip("/") for path in top.texts("tests"))


def owns(apart: str, path: str) -> bool:
    """Whether a path is a test that stands apart, or lies below a folder of such tests."""
    return path == apart or path.startswith(f"{apart}/")


def missing(apart: tuple[str, ...], tree: Tree) -> Iterator[str]:
    """Yield those that the finished store does not have."""
    return (one for one in apart if not any(owns(one, path) for path in tree))
