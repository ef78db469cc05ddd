"""Say what a change of one line reaches: the step that brings it, the gates around it, and what shows it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.imports import imported
from shopwright.course.lesson import Directive, read_lesson
from shopwright.course.listing import resolve
from shopwright.course.manifest import Chapter, Course, Step
from shopwright.course.names import advice
from shopwright.course.selection import selection
from shopwright.course.template import Source, Template
from shopwright.course.tree import Blob, Tree
from shopwright.errors import Problem

_PLACE = re.compile(r"(?P<file>.+?)(:(?P<line>[1-9]\d*))?")


@dataclass(frozen=True)
class Gate:
    """A block of the template: its first and last line, and the condition as it is written there."""

    first: int
    last: int
    condition: str


@dataclass(frozen=True)
class Quote:
    """A place in a page that shows a piece of a file."""

    file: Path
    directive: Directive

    @property
    def text(self) -> str:
        """The directive, nearly as it is written."""
        return f"@{self.directive.name}({self.directive.target})"


@dataclass(frozen=True)
class Placed:
    """What is known about a file of the template, or about one line of it.

    Attributes:
        line: its number, or 0 for the whole file; `text` is what stands there.
        gates: around the line, the innermost last; for a whole file, all of them.
        begin: the step that brings the line, or the file.
        end: the step that takes the line away again, or None.
        first: the step at which the file appears.
        changed: the steps after `first` that change the file.
        quotes: where pages show the line; `elsewhere` is where they show other parts of the file.
        exercises: folders of exercises whose solution changes the file.
        tests: paths in the store, those that import the file if there are any.
    """

    source: Source
    line: int
    text: str
    gates: tuple[Gate, ...]
    begin: Step
    end: Step | None
    first: Step
    changed: tuple[Step, ...]
    quotes: tuple[Quote, ...]
    elsewhere: tuple[Quote, ...]
    exercises: tuple[Path, ...]
    tests: tuple[str, ...]


def place(course: Course, template: Template, where: str) -> Placed:
    """Look a place up.

    Args:
        where: a file of the template, by its path on the disk or in the store, and `:line` if one is meant.

    Raises:
        Problem: there is no such file or line, or the line is at no step.
    """
    source, line = _find(template, where)
    trees = template.trees(course)
    versions = [tree.get(source.path) for tree in trees]
    moved = [course.steps[n - 1] for n in range(1, len(trees)) if versions[n] != versions[n - 1]]
    text = source.blob.text.splitlines()[line - 1].strip() if line else ""
    begin, end = moved[0], None
    if line:
        begin, end = _life(course, template, source, line, versions)
    gates = gates_of(source, template.block_start)
    quotes, elsewhere = _quotes(course, trees, source.path, text)
    return Placed(
        source=source,
        line=line,
        text=text,
        gates=tuple(gate for gate in gates if not line or gate.first <= line <= gate.last),
        begin=begin,
        end=end,
        first=moved[0],
        changed=tuple(moved[1:]),
        quotes=quotes,
        elsewhere=elsewhere,
        exercises=tuple(_exercises(course, source.path)),
        tests=tuple(_tests(source.path, trees[-1])),
    )


def _find(template: Template, where: str) -> tuple[Source, int]:
    match = _PLACE.fullmatch(where)
    name, line = (match["file"], int(match["line"] or 0)) if match else (where, 0)
    by_file = {str(source.file.resolve()): source for source in template.sources.values()}
    source = template.sources.get(name) or by_file.get(str(Path(name).resolve()))
    if source is None:
        raise Problem(
            f"The template has no file `{name}`.",
            found=f"{len(template.sources)} files, none of them there.",
            do=advice(name, template.sources, otherwise="give its path in the store, as in `manage.py`."),
        )
    count = 0 if source.blob.is_binary else len(source.blob.text.splitlines())
    if line > count:
        raise Problem(
            f"`{source.path}` has no line {line}.",
            found=f"{count} lines of text in {source.file}.",
            do="number the lines of the template's file, gates included.",
        )
    return source, line


def _life(
    course: Course, template: Template, source: Source, line: int, versions: Sequence[Blob | None]
) -> tuple[Step, Step | None]:
    """Return the step that brings a line, and the one that takes it away."""
    there = template.present(course, source, line)
    if not there:
        raise Problem(
            f"Line {line} of `{source.path}` is at no step of the course.",
            found="gates that let it through for no answer that the course gives, or never.",
            do="look at the gates around it; `shopwright course lint` finds those that are dead.",
        )
    begin = there[0]
    text = source.blob.text.splitlines()[line - 1].strip()
    for number in there:  # an import is tidied away until something uses it
        version = versions[number]
        if version and text in map(str.strip, version.text.splitlines()):
            begin = number
            break
    end = next((number for number in range(begin, len(versions)) if number not in there), None)
    return course.steps[begin - 1], course.steps[end - 1] if end else None


def gates_of(source: Source, block_start: str) -> list[Gate]:
    """Return the blocks of a file by their first lines; an `else` ends one and begins another."""
    if source.text is None:
        return []
    known = re.compile(rf"\s*{re.escape(block_start)}[-+]?\s*(?P<word>\w+)\s*(?P<rest>.*?)\s*[-+]?%}}\s*$")
    open_blocks: list[tuple[int, str]] = []
    found: list[Gate] = []
    for number, text in enumerate(source.text.splitlines(), 1):
        match = known.match(text)
        if not match:
            continue
        condition = text.strip()
        if match["word"].startswith(("end", "el")) and open_blocks:
            first, before = open_blocks.pop()
            found.append(Gate(first, number, before))
            condition += f" after {before}"
        if not match["word"].startswith("end"):
            open_blocks.append((number, condition))
    return sorted(found, key=lambda gate: gate.first)


def _quotes(
    course: Course, trees: Sequence[Tree], path: str, text: str
) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """Return what shows the line with a text, and what shows other parts of its file."""
    showing: list[Quote] = []
    others: list[Quote] = []
    for file, chapter in _pages(course):
        for directive in read_lesson(file.read_text("utf-8")).directives:
            if directive.name in ("code", "diff") and directive.target.partition("#")[0] == path:
                shown = _shows(course, trees, directive, chapter, text)
                (showing if shown else others).append(Quote(file, directive))
    return tuple(showing), tuple(others)


def _pages(course: Course) -> Iterator[tuple[Path, Chapter | None]]:
    for chapter in course.chapters:
        for file in sorted(chapter.folder.rglob("*.md")):
            yield file, chapter
    for file in sorted((course.root / "docs").rglob("*.md")):
        yield file, None


def _shows(
    course: Course, trees: Sequence[Tree], directive: Directive, chapter: Chapter | None, text: str
) -> bool:
    """Whether a directive shows a line; without a text, whether it shows anything."""
    end = chapter.steps[-1].number if chapter and chapter.steps else len(course.steps)
    number = course.step(directive.step).number if directive.step else end
    path, tree = directive.target.partition("#")[0], trees[number]
    try:
        code = resolve(directive.target, tree).code if path in tree else ""
    except Problem:  # lint names what refers to nothing
        return False
    if directive.name == "diff":
        before = trees[number - 1].get(path)
        old = before.text.splitlines() if before and not before.is_binary else []
        code = "\n".join(line for line in code.splitlines() if line not in old)
    return text in map(str.strip, code.splitlines()) if text else bool(code)


def _exercises(course: Course, path: str) -> Iterator[Path]:
    """Yield the folders of the exercises whose solution changes a file."""
    for chapter in course.chapters:
        for folder in sorted((chapter.folder / "exercises").glob("*/")):
            patches = "".join(file.read_text("utf-8") for file in sorted(folder.glob("*.patch")))
            if (folder / "solution" / path).is_file() or f"b/{path}\n" in patches:
                yield folder


def _tests(path: str, tree: Tree) -> list[str]:
    """Return the tests that import a file of the finished store, or else those that `verify` would run."""
    tests = [name for name in tree if name.startswith("tests/") and re.search(r"(^|/)test_[^/]*\.py$", name)]
    if path in tests:
        return [path]
    near = [name for name in sorted(tests) if path in imported(name, tree)]
    return near or selection({**tree, path: Blob(b"")}, tree)
