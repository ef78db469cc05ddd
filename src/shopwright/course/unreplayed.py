"""Find commands in lessons that no replay runs, unless `chapters/unreplayed.toml` says why."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.findings import Finding
from shopwright.course.lesson import Lesson, read_lesson
from shopwright.course.manifest import Course
from shopwright.course.replay import CONSOLE, PROMPT
from shopwright.course.toml import read_toml

FILE = "unreplayed.toml"
_SHELLS = frozenset({"sh", "bash", "zsh", "shell", "shell-session", "sh-session", "shellsession", "terminal"})


@dataclass(frozen=True)
class Exempt:
    """A command of a lesson that is not run, and why."""

    chapter: str
    command: str
    why: str
    line: int


def read_exempt(chapters: Path) -> tuple[Exempt, ...]:
    """Read `unreplayed.toml` of the folder with the chapters; a course may do without one."""
    file = chapters / FILE
    if not file.exists():
        return ()
    top = read_toml(file, "the list of commands that are not replayed")
    top.only("command")
    found = []
    for table in top.tables("command", "the entry"):
        table.only("chapter", "command", "why")
        found.append(Exempt(table.text("chapter"), table.text("command"), table.text("why"), table.begin))
    return tuple(found)


def unreplayed_findings(course: Course) -> Iterator[Finding]:
    """Yield the commands that are neither replayed nor exempt, and the exemptions of no command."""
    exempt = read_exempt(course.root / "chapters")
    used: set[Exempt] = set()
    for chapter in course.chapters:
        if not chapter.lesson.is_file():
            continue
        reasons = {one.command: one for one in exempt if one.chapter == chapter.slug}
        for line, command in _commands(read_lesson(chapter.lesson.read_text("utf-8"))):
            if command in reasons:
                used.add(reasons[command])
                continue
            message = (
                f"a command that is not replayed: put it into a `{CONSOLE}` block, or say why in {FILE}."
            )
            yield Finding(chapter.lesson, line, message)
    for one in exempt:
        if one not in used:
            message = f"`{one.command}` is no command of {one.chapter} that goes without replay; remove it."
            yield Finding(course.root / "chapters" / FILE, one.line, message)


def _commands(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Yield what readers are told to type where no replay looks: other blocks, and indented lines."""
    for fence in lesson.fences:
        if fence.language == CONSOLE:
            continue
        shell = fence.language.lower() in _SHELLS
        for number, line in enumerate(fence.content, fence.line):
            if line.startswith(PROMPT) or (shell and line.strip()):
                yield number, line.removeprefix(PROMPT)
    for number, line in lesson.prose:
        if line.startswith((f"    {PROMPT}", f"\t{PROMPT}")):
            yield number, line.strip().removeprefix(PROMPT)
