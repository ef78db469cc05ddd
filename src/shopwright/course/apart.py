"""Tests that depend on less than the whole store, so that they need not run at every part's end.

`chapters/apart.toml` names them with the files that decide whether they pass. A declaration may be wrong, so
lint compares it with what the tests import, and `verify --whole` runs them with all others.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.globs import pattern
from shopwright.course.toml import Table, read_toml
from shopwright.course.tree import Tree, digest

FILE = "apart.toml"


@dataclass(frozen=True)
class Apart:
    """A folder or a file of tests, and globs of all that they depend on besides themselves."""

    tests: str
    depends: tuple[str, ...]
    line: int

    def inputs(self, tree: Tree) -> str:
        """Return a name for the content of what these tests depend on."""
        return digest(tree, [path for path in tree if self.owns(path) or self.decides(path)])

    def owns(self, path: str) -> bool:
        """Whether a path is one of these tests, or lies beside them."""
        return path == self.tests or path.startswith(f"{self.tests}/")

    def decides(self, path: str) -> bool:
        """Whether a path is declared as something that these tests depend on."""
        return any(pattern(glob).fullmatch(path) for glob in self.depends)


def read_apart(chapters: Path) -> tuple[Apart, ...]:
    """Read `apart.toml` of the folder with the chapters; a course may do without one."""
    file = chapters / FILE
    if not file.exists():
        return ()
    top = read_toml(file, "the list of tests that stand apart")
    top.only("apart")
    return tuple(_read(table) for table in top.tables("apart", "the entry"))


def _read(table: Table) -> Apart:
    table.only("tests", "depends")
    return Apart(table.text("tests").rstrip("/"), table.texts("depends"), table.begin)


def flaws(apart: Apart, tree: Tree) -> Iterator[str]:
    """Yield what is wrong with a declaration, in the tree of the finished store."""
    own = [path for path in tree if apart.owns(path)]
    if not own:
        yield f"the store has no {apart.tests}."
    for glob in apart.depends:
        if not any(pattern(glob).fullmatch(path) for path in tree):
            yield f"`{glob}` matches no file of the store."
    for path in own:
        for used in sorted(imported(path, tree)):
            if not apart.owns(used) and not apart.decides(used):
                yield f"{path} imports {used}, which `depends` does not name."


def imported(path: str, tree: Tree) -> set[str]:
    """Return the modules of the store that a module names in its imports."""
    if not path.endswith(".py"):
        return set()
    found: set[str] = set()
    for node in ast.walk(ast.parse(tree[path].text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        files = [name.replace(".", "/") for name in names]
        found.update(file for name in files for file in (f"{name}.py", f"{name}/__init__.py") if file in tree)
    return {file for file in found if tree[file].data.strip()}
