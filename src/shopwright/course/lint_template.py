"""What lint says about the template: files and steps that do not fit each other, gates that gate nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from shopwright.course.findings import Finding
from shopwright.course.globs import is_glob, pattern
from shopwright.course.lint_gates import dead_gates
from shopwright.course.manifest import Course
from shopwright.course.names import nearest
from shopwright.course.owners import first_numbers, owners
from shopwright.course.template import REACHED, Source, Template
from shopwright.course.tree import changes
from shopwright.errors import Problem


@dataclass(frozen=True)
class Share:
    """How many of the template's text lines are gates, and which files have the most."""

    gates: int
    lines: int
    worst: tuple[tuple[str, int], ...]

    @property
    def ratio(self) -> float:
        """Gates per line, 0 to 1."""
        return self.gates / self.lines if self.lines else 0.0


def gate_share(template: Template) -> Share:
    """Count gate lines (a line that begins with the opening mark of a block) against all lines of text."""
    mark = template.block_start
    gates: dict[str, int] = {}
    lines = 0
    for path, source in template.sources.items():
        if source.blob.is_binary:
            continue
        text = source.blob.text.splitlines()
        lines += len(text)
        if source.text is not None:
            gates[path] = sum(line.lstrip().startswith(mark) for line in text)
    worst = sorted(
        ((path, count) for path, count in gates.items() if count), key=lambda pair: (-pair[1], pair[0])
    )
    return Share(sum(gates.values()), lines, tuple(worst[:5]))


def template_findings(course: Course, template: Template) -> Iterator[Finding]:
    """Yield what is wrong between the manifests and the files of the template."""
    yield from _ownership(course, template)
    yield from _names(course, template)
    gates = list(_gates(course, template))
    yield from gates
    told = {(finding.file, finding.line) for finding in gates}
    yield from (one for one in dead_gates(course, template) if (one.file, one.line) not in told)
    try:
        trees = template.trees(course)
    except Problem as problem:
        if not any("which does not exist" in finding.message for finding in gates):
            yield Finding(template.root, 1, f"{problem.what} Found: {problem.found}")
        return
    for step, before, after in zip(course.steps, trees, trees[1:], strict=False):
        if not changes(before, after):
            manifest = course.chapter(step.chapter).manifest
            yield Finding(manifest, step.line, f"{step.name} changes no file; give it `files`, or a gate.")


def _ownership(course: Course, template: Template) -> Iterator[Finding]:
    for path, steps in owners(course, template.sources).items():
        if not steps:
            yield Finding(
                template.sources[path].file, 1, f"no step names {path}; add it to the `files` of one."
            )
        elif len(steps) > 1:
            names = " and ".join(step.name for step in steps)
            manifest = course.chapter(steps[-1].chapter).manifest
            yield Finding(manifest, steps[-1].line, f"{path} is named by {names}; leave it to one of them.")


def _names(course: Course, template: Template) -> Iterator[Finding]:
    for step in course.steps:
        for name in step.files:
            hit = (
                any(map(pattern(name).fullmatch, template.sources))
                if is_glob(name)
                else name in template.sources
            )
            if not hit:
                near = nearest(name, template.sources)
                hint = f"; did you mean {near}?" if near else "."
                manifest = course.chapter(step.chapter).manifest
                yield Finding(
                    manifest, step.line, f"{step.name} names {name}, which the template lacks{hint}"
                )


def _gates(course: Course, template: Template) -> Iterator[Finding]:
    first = first_numbers(course, template.sources)
    for path, source in template.sources.items():
        for line, name in _mentions(source):
            if source.text is None:
                yield Finding(
                    source.file, line, "a gate in a file that is copied without rendering stays text."
                )
            elif name not in course.names:
                near = nearest(name, course.names)
                hint = f"; did you mean {near}?" if near else "."
                yield Finding(source.file, line, f"the gate asks for {name}, which does not exist{hint}")
            elif course.step(name).number <= first[path]:
                begin = course.steps[first[path] - 1].name
                yield Finding(
                    source.file, line, f"dead gate: {name} is reached whenever the file is there ({begin})."
                )


def _mentions(source: Source) -> Iterator[tuple[int, str]]:
    if source.blob.is_binary:
        return
    for number, line in enumerate(source.blob.text.splitlines(), 1):
        for name in REACHED.findall(line):
            yield number, name
