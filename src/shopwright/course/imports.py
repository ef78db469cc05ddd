"""Which modules of the store a module of the store needs, as far as its imports tell."""

import ast
from collections.abc import Iterable
from functools import cache

from shopwright.course.tree import Tree


def imported(path: str, tree: Tree) -> set[str]:
    """Return the modules of the store that a module names in its imports, but those without content."""
    if not path.endswith(".py"):
        return set()
    files = (file for name in _named(tree[path].data) for file in (f"{name}.py", f"{name}/__init__.py"))
    return {file for file in files if file in tree and tree[file].data.strip()}


def needed(paths: Iterable[str], tree: Tree) -> set[str]:
    """Return modules of the store with all that they import, and what these import, and so on."""
    found: set[str] = set()
    coming = set(paths)
    while coming:
        found |= coming
        coming = {file for path in coming for file in imported(path, tree)} - found
    return found


@cache
def _named(source: bytes) -> frozenset[str]:
    """The paths, without an ending, of all that a source might import."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.update([node.module, *(f"{node.module}.{alias.name}" for alias in node.names)])
    return frozenset(name.replace(".", "/") for name in names)
