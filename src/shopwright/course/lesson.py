"""Find a lesson's directives (`@step(…)`, `@code(…)`, `@exercise(…)`), headings and fences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

DIRECTIVE = re.compile(r"^@(?P<name>step|code|diff|exercise)\((?P<arguments>.*)\)\s*$")
FENCE = re.compile(r"^(?P<indent>\s*)(?P<mark>```+|~~~+)(?P<info>.*)$")
HEADING = re.compile(r"^## +(?P<title>.+?)\s*#*\s*$")


@dataclass(frozen=True)
class Directive:
    """One directive on a line of its own.

    Attributes:
        step: the step that holds here: the last one named above (or by the directive itself), or "".
        options: what follows the first argument, as in `step=products.publish`.
    """

    line: int
    name: str
    target: str
    step: str
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fence:
    """A fenced block: where its first line of content stands, its language, and the step that holds there."""

    line: int
    language: str
    content: tuple[str, ...]
    step: str


@dataclass(frozen=True)
class Lesson:
    """What a machine needs to know about a lesson; `prose` is the numbered lines outside fences."""

    directives: tuple[Directive, ...]
    fences: tuple[Fence, ...]
    headings: tuple[tuple[int, str], ...]
    prose: tuple[tuple[int, str], ...]

    def heading(self, title: str) -> int:
        """Return the line of a second-level heading, or 0."""
        return next((line for line, text in self.headings if text == title), 0)


def read_lesson(text: str) -> Lesson:
    """Take a lesson (or any page of Markdown) apart."""
    directives: list[Directive] = []
    fences: list[Fence] = []
    prose: list[tuple[int, str]] = []
    step = ""
    lines = enumerate(text.splitlines(), 1)
    for number, line in lines:
        if match := FENCE.match(line):
            content = tuple(_inside(lines, match["mark"], len(match["indent"])))
            language = match["info"].strip().split(" ")[0]
            fences.append(Fence(number + 1, language, content, step))
            continue
        prose.append((number, line))
        if match := DIRECTIVE.match(line):
            directive = _directive(number, match["name"], match["arguments"], step)
            step = directive.target if directive.name == "step" else step
            directives.append(directive)
    headings = tuple((number, match["title"]) for number, line in prose if (match := HEADING.match(line)))
    return Lesson(tuple(directives), tuple(fences), headings, tuple(prose))


def _inside(lines: Iterator[tuple[int, str]], mark: str, indent: int) -> Iterator[str]:
    for _, line in lines:
        stripped = line.strip()
        if stripped.startswith(mark) and not stripped.strip(mark[0]):
            return
        yield line[indent:] if not line[:indent].strip() else line


def _directive(line: int, name: str, arguments: str, step: str) -> Directive:
    target, *rest = [part.strip() for part in _split(arguments)]
    options = dict(part.partition("=")[::2] for part in rest)
    options = {key.strip(): value.strip() for key, value in options.items()}
    here = target if name == "step" else options.get("step", step)
    return Directive(line, name, target, here, options)


def _split(arguments: str) -> Sequence[str]:
    return arguments.split(",")
