"""Run the commands of the lessons at their steps, and compare what they print with what the lessons say.

Each chapter is replayed in a clone of the course of its own, as a reader would have it: the database of the
step before is migrated, and what a command leaves behind is there for the next. Commands above the first
`@step` run at the end of the chapter, of which that part of a lesson speaks.
"""

import difflib
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.bench import Bench
from shopwright.course.checks import needs
from shopwright.course.history import git_environment
from shopwright.course.lesson import read_lesson
from shopwright.course.manifest import Chapter, Course
from shopwright.course.normal import HOME, fits, normal
from shopwright.course.servers import Servers
from shopwright.course.tree import Tree
from shopwright.errors import Problem

CONSOLE = "console"
PROMPT = "$ "
MORE = "> "


@dataclass(frozen=True)
class Command:
    """A command of a lesson.

    Attributes:
        line: where it stands in the lesson; its output begins at `output_line`.
        step: the step at which it is run.
    """

    chapter: str
    file: Path
    line: int
    step: str
    text: str
    expected: tuple[str, ...]

    @property
    def output_line(self) -> int:
        """The number of the line below the command."""
        return self.line + self.text.count("\n") + 1


@dataclass(frozen=True)
class Replayed:
    """A command with what it printed."""

    command: Command
    actual: tuple[str, ...]
    ok: bool
    seconds: float

    @property
    def diff(self) -> str:
        """What the lesson says and what came, line by line; what may differ is left out of the comparison."""
        said, came = (normal("\n".join(lines)).split("\n") for lines in (self.command.expected, self.actual))
        return "\n".join(difflib.unified_diff(said, came, "the lesson", "the command", lineterm="", n=2))


def commands(chapter: Chapter) -> Iterator[Command]:
    """Yield the commands of a chapter's lesson, in their order."""
    if not chapter.lesson.is_file() or not chapter.steps:
        return
    for fence in read_lesson(chapter.lesson.read_text("utf-8")).fences:
        if fence.language != CONSOLE:
            continue
        if fence.content and not fence.content[0].startswith(PROMPT):
            raise Problem(
                f"{chapter.lesson}:{fence.line}: a console block begins with a command.",
                found=fence.content[0],
                do=f"write `{PROMPT}` and the command above its output.",
            )
        step = fence.step or chapter.steps[-1].name
        for line, text, output in spoken(fence.line, fence.content):
            yield Command(chapter.slug, chapter.lesson, line, step, text, output)


def spoken(first: int, content: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield each command of a console block with its line and its output; the block begins at `first`."""
    index = 0
    while index < len(content):
        begin, words = index, [content[index].removeprefix(PROMPT)]
        while index + 1 < len(content) and _goes_on(words[-1], content[index + 1]):
            index += 1
            words.append(content[index].removeprefix(MORE))
        index += 1
        output: list[str] = []
        while index < len(content) and not content[index].startswith(PROMPT):
            output.append(content[index])
            index += 1
        yield first + begin, "\n".join(words), tuple(output)


def _goes_on(line: str, below: str) -> bool:
    """Whether a command continues: after a backslash, or where the shell asks for more with `> `."""
    return line.endswith("\\") or below.startswith(MORE)


@dataclass
class Stage:
    """Where one chapter is replayed.

    Args:
        repository: the course as `history.build` writes it.
        folder: where the chapter's clone goes; what was there is removed.
        variables: what every command finds in its surroundings.
    """

    course: Course
    trees: Sequence[Tree]
    repository: Path
    folder: Path
    environment: Path
    servers: Servers
    variables: Mapping[str, str]

    def replay(self, chapter: Chapter, told: Callable[[Replayed], None]) -> list[Replayed]:
        """Run the commands of a chapter, one after the other."""
        wanted = list(commands(chapter))
        if not wanted:
            return []
        place = self.folder / chapter.label
        self._clone(place, chapter)
        self._prepare(place, chapter)
        results: list[Replayed] = []
        at = ""
        for command in wanted:
            if command.step != at:
                at = command.step
                _git(place, "checkout", "--quiet", "--force", at)
            results.append(self._run(self._bench(place, chapter, at), command))
            told(results[-1])
        return results

    def _clone(self, place: Path, chapter: Chapter) -> None:
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        _git(place.parent, "clone", "--quiet", "--shared", str(self.repository), str(place))
        _git(place, "checkout", "--quiet", f"{chapter.slug}-start")
        (place / ".git" / "info").mkdir(exist_ok=True)
        (place / ".git" / "info" / "exclude").write_text(".venv\n", "utf-8")
        (place / ".venv").symlink_to(self.environment, target_is_directory=True)

    def _prepare(self, place: Path, chapter: Chapter) -> None:
        """Bring the database to where the reader has it after the chapter before."""
        number = chapter.steps[0].number - 1
        for step in chapter.steps:
            if needs(self.trees[step.number], "psycopg"):
                self.servers.database(self._database(chapter))
                break
        if number and "manage.py" in self.trees[number]:
            bench = self._bench(place, chapter, self.course.steps[number - 1].name)
            done = bench.run(["python", "manage.py", "migrate", "-v0"])
            if not done.ok:
                what = f"The database of {chapter.slug} could not be brought to its start."
                raise Problem(what, found=done.output.strip()[-800:], do="shopwright course verify")

    def _database(self, chapter: Chapter) -> str:
        return f"replay_{chapter.slug.replace('-', '_')}"

    def _bench(self, place: Path, chapter: Chapter, step: str) -> Bench:
        """Make the checkout look installed at a step, and return it."""
        tree = self.trees[self.course.step(step).number]
        variables = dict(self.variables)
        if needs(tree, "psycopg"):
            variables["DATABASE_URL"] = self.servers.url(self._database(chapter))
        if needs(tree, "redis"):
            variables["REDIS_URL"] = self.servers.redis(chapter.number)
        if ".env.example" in tree and not (place / ".env").exists():
            (place / ".env").write_bytes(tree[".env.example"].data)
        if (place / ".venv" / ".installed").exists():
            (place / ".venv" / ".installed").touch()
        return Bench(place, variables)

    def _run(self, bench: Bench, command: Command) -> Replayed:
        begin = time.monotonic()
        output = bench.shell(command.text).output
        for folder, shown in ((bench.folder, HOME), (self.environment, f"{HOME}/.venv")):
            for path in {str(folder), str(folder.resolve())}:
                output = output.replace(path, shown)
        actual = tuple(output.rstrip("\n").split("\n")) if output.strip("\n") else ()
        return Replayed(command, actual, fits(command.expected, actual), time.monotonic() - begin)


def rewrite(results: Sequence[Replayed]) -> int:
    """Put what came into the lessons, where it is not what they say; return how many places were changed."""
    wrong = [result for result in results if not result.ok]
    for file in {result.command.file for result in wrong}:
        lines = file.read_text("utf-8").split("\n")
        here = [result for result in wrong if result.command.file == file]
        for result in sorted(here, key=lambda result: -result.command.line):
            begin = result.command.output_line - 1
            lines[begin : begin + len(result.command.expected)] = result.actual
        file.write_text("\n".join(lines), "utf-8")
    return len(wrong)


def _git(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=git_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Problem(
            f"`git {arguments[0]}` failed while a chapter was replayed.",
            found=done.stderr.strip(),
            do=f"remove {folder} and try again.",
        )
