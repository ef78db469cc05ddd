"""What stands on what: which chapter wrote a file first, and which chapters a chapter's code names."""

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from shopwright.course.manifest import Chapter, Course, Step
from shopwright.course.tree import Tree

Graph = Mapping[str, Sequence[str]]


def owners(course: Course, trees: Sequence[Tree]) -> Mapping[str, Step]:
    """Return for each file that the course ever had the step that brought it."""
    found: dict[str, Step] = {}
    for step in course.steps:
        for path in trees[step.number]:
            found.setdefault(path, step)
    return found


def chapter_needs(course: Course, trees: Sequence[Tree], brought: Mapping[str, Step]) -> Graph:
    """Return for each chapter the chapters that it stands on, without those that stand below these already.

    A chapter needs another one if the code that it brings imports what the other one brought. A chapter whose
    code names no other stands on the one before it.
    """
    places = {chapter.slug: number for number, chapter in enumerate(course.chapters)}
    graph: dict[str, list[str]] = {}
    for chapter in course.chapters:
        named = _named(chapter, trees[chapter.steps[-1].number], brought) if chapter.steps else set()
        earlier = sorted(
            (slug for slug in named if places[slug] < places[chapter.slug]), key=places.__getitem__
        )
        before = [course.chapters[places[chapter.slug] - 1].slug] if places[chapter.slug] else []
        graph[chapter.slug] = earlier or before
    return reduced(graph)


def _named(chapter: Chapter, tree: Tree, brought: Mapping[str, Step]) -> Set[str]:
    modules = {module_of(path): path for path in tree if path.endswith(".py")}
    own = (path for path in modules.values() if brought[path].chapter == chapter.slug)
    return {
        brought[modules[name]].chapter
        for path in own
        if not path.startswith("tests/")
        for name in imports(tree[path].text, modules)
    } - {chapter.slug}


def module_of(path: str) -> str:
    """Return the name by which a Python file is imported."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(text: str, modules: Mapping[str, str]) -> Iterator[str]:
    """Yield the modules of the store that a text imports."""
    for module, name in _imported(text):
        whole = f"{module}.{name}" if name else module
        found = whole if whole in modules else module
        if found in modules:
            yield found


@cache  # several maps are drawn from the same files, and again at each change while the site is served
def _imported(text: str) -> tuple[tuple[str, str], ...]:
    """Return what a text imports as pairs: a module and a name from it, or "" where it takes the module."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [(node.module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
    return tuple(found)


def reduced(graph: Graph) -> Graph:
    """Return a graph without the arrows that other arrows lead to as well."""
    below: dict[str, Set[str]] = {}

    def reach(name: str) -> Set[str]:
        if name not in below:
            direct = graph.get(name, ())
            below[name] = set(direct).union(*(reach(other) for other in direct))
        return below[name]

    return {
        name: [one for one in direct if not any(one in reach(other) for other in direct if other != one)]
        for name, direct in graph.items()
    }
