"""Which tests a change asks for."""

import re
from collections.abc import Sequence

from shopwright.course.apart import owns
from shopwright.course.tree import Tree, changes

TEST = re.compile(r"(?P<folder>.*/)?test_[^/]*\.py")


def selection(before: Tree, tree: Tree, *, apart: Sequence[str] = (), thorough: bool = False) -> list[str]:
    """Return what to tell pytest after a step, or of a store that differs from one that is proved.

    A package `shop/catalog` has its tests in `tests/catalog`. Where a step touches the package and writes
    tests for it, it is these; where it writes none, all that the package has.

    What lies right below `tests/` is about all. It is for stores, for steps where nothing else is found, and
    for those that touch what it reads: with `tests/test_addresses.py` goes any `addresses.py` of tests.
    The whole suite (an empty list) is for steps where all this finds nothing.

    Args:
        before: the tree before the step, or of the store that is proved.
        tree: the tree after it, or of the other store.
        apart: tests that are wanted only at the steps that change them. Where they lie in a folder that is
            wanted, `--ignore` is among what is returned.
        thorough: take all tests of a package that was touched, even if some were written: for another store.
    """
    touched = [change.path for change in changes(before, tree)]
    names = {name for path in touched for name in path.split("/")[:-1]} - {"tests"}
    written = {path for path in touched if path in tree and _is_test(path)}
    left_out = list(apart) if thorough else unchanged(apart, before, tree)
    untold = {
        folder
        for folder in (f"tests/{name}" for name in names)
        if any(path.startswith(f"{folder}/") and _is_test(path) for path in tree)
        and (
            thorough
            or f"{folder}/conftest.py" in touched
            or not any(path.startswith(f"{folder}/") for path in written)
        )
    }
    found = {path for path in written | untold if not any(owns(one, path) for one in left_out)}
    about_all = {path for path in tree if path.count("/") == 1 and _is_test(path)}
    if not thorough and found:
        tables = {path.split("/")[-1] for path in touched if path.startswith("tests/")}
        about_all = {path for path in about_all if path.removeprefix("tests/test_") in tables}
    ignored = {f"--ignore={one}" for one in left_out if any(owns(folder, one) for folder in found)}
    return sorted(found | about_all | ignored)


def unchanged(apart: Sequence[str], before: Tree, tree: Tree) -> list[str]:
    """Return those of the tests that stand apart which two trees have in common."""
    touched = [change.path for change in changes(before, tree)]
    return [one for one in apart if not any(owns(one, path) for path in touched)]


def _is_test(path: str) -> bool:
    return path.startswith("tests/") and TEST.fullmatch(path) is not None
