"""Render the template as cookiecutter does, at any step of the course.

The last tree equals, byte for byte, what `cookiecutter --no-input preset=everything` writes: the environment,
the answers and the rules for binary and copied files are cookiecutter's own. What is ours is speed: a file
without gates is rendered once, and a file with gates once for each step that its gates mention.
"""

import os
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from binaryornot.check import is_binary
from cookiecutter.exceptions import CookiecutterException
from cookiecutter.generate import generate_context, is_copy_only_path
from cookiecutter.prompt import prompt_for_config
from cookiecutter.utils import create_env_with_context
from jinja2 import Environment, FileSystemLoader, TemplateError, nodes
from jinja2.exceptions import TemplateSyntaxError

from shopwright.course.manifest import Course, Step
from shopwright.course.names import advice
from shopwright.course.owners import first_numbers
from shopwright.course.tidy import Variant, tidy
from shopwright.course.tree import Blob, Tree
from shopwright.errors import Problem

REACHED = re.compile(r"""\breached\(\s*["']([^"']*)["']\s*\)""")
# Left behind by editors and tools that ran inside the template folder; never part of the store.
JUNK = frozenset(
    {
        *("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache"),
        *(".venv", ".git", ".local", ".DS_Store"),
    }
)
# Follows a line whose way through the gates is watched; no file contains it.
MARK = "\N{REPLACEMENT CHARACTER}watched\N{REPLACEMENT CHARACTER}"
COURSE_ANSWERS = {"preset": "everything"}


@dataclass(frozen=True)
class Source:
    """One file of the template, before it is rendered.

    Attributes:
        file: where it lies on the disk.
        name: its path below the project folder, before rendering.
        path: its path in the store.
        text: what is to be rendered; None for a file that is copied as it is.
        mentions: the steps that its gates ask for, in order of appearance.
    """

    file: Path
    name: str
    path: str
    blob: Blob
    text: str | None
    mentions: tuple[str, ...]

    def line(self, needle: str) -> int:
        """Return the first line that contains a text, or 1."""
        lines = (self.text or "").splitlines()
        return next((number for number, line in enumerate(lines, 1) if needle in line), 1)


class Template:
    """A cookiecutter template whose files may ask `reached("chapter.step")`.

    Args:
        root: the folder with `cookiecutter.json`.
        answers: what to answer beside the defaults; the course's own answers if left out.
    """

    def __init__(self, root: Path, answers: Mapping[str, str] | None = None) -> None:
        self.root = root.resolve()
        if not (self.root / "cookiecutter.json").is_file():
            raise Problem(
                "There is no template here.",
                found=f"no cookiecutter.json in {self.root}.",
                do="run this in the folder of Shopwright, or name it with `--root`.",
            )
        self._wanted = dict(COURSE_ANSWERS if answers is None else answers)
        self._trees: dict[tuple[Step, ...], list[Tree]] = {}

    def tree(self, course: Course, step: Step | None = None) -> Tree:
        """Return the files of the store at a step, by path; without a step, at the end of the course."""
        return self.trees(course)[step.number if step else -1]

    def trees(self, course: Course) -> list[Tree]:
        """Return the tree before the first step (empty) and after every step; unchanged files are shared."""
        if course.steps not in self._trees:
            self._trees[course.steps] = self._grow(course)
        return self._trees[course.steps]

    def finished(self) -> Tree:
        """Return the finished store, as cookiecutter writes it; no course is needed for that."""
        whole = {"cookiecutter": self._context}
        return {path: self._render(source, [whole])[0] for path, source in self.sources.items()}

    @property
    def answers(self) -> Mapping[str, Any]:
        """What the buyer's questions were answered with."""
        return {key: value for key, value in self._context.items() if not key.startswith("_")}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every file of the template by its path in the store."""
        found = (self._source(file) for file in self._files())
        return {source.path: source for source in sorted(found, key=lambda source: source.path)}

    def _grow(self, course: Course) -> list[Tree]:
        timelines = self._timelines(course)
        trees: list[Tree] = [{}]
        for step in course.steps:
            tree: dict[str, Blob] = {}
            for path, (numbers, blobs) in timelines.items():
                index = bisect_right(numbers, step.number)
                if index:
                    tree[path] = blobs[index - 1]
            trees.append(tree)
        return trees

    def _timelines(self, course: Course) -> dict[str, tuple[list[int], list[Blob]]]:
        """Return by path the numbers of the steps at which it may change, and its content from each on."""
        first = first_numbers(course, self.sources)
        lines: dict[str, tuple[list[int], list[Blob]]] = {}
        variants: list[Variant] = []
        for path, source in self.sources.items():
            begin = first[path]
            numbers = [begin, *sorted({n for n in self._moments(source, course) if n > begin})]
            blobs = self._render(source, [self._at(course, number) for number in numbers])
            lines[path] = (numbers, blobs)
            if path.endswith(".py"):
                # The last variant is what cookiecutter writes, and stays as it is.
                variants += [
                    Variant(path, course.steps[n - 1].name, blob)
                    for n, blob in zip(numbers, blobs, strict=True)
                    if blob != blobs[-1]
                ]
        self._replace(lines, tidy(variants, {path: blobs[-1] for path, (_, blobs) in lines.items()}))
        return lines

    @staticmethod
    def _replace(
        lines: dict[str, tuple[list[int], list[Blob]]], tidied: Mapping[tuple[str, Blob], Blob]
    ) -> None:
        for path, (_, blobs) in lines.items():
            blobs[:] = [tidied.get((path, blob), blob) for blob in blobs]

    def _moments(self, source: Source, course: Course) -> list[int]:
        for name in source.mentions:
            if name not in course.names:
                raise Problem(
                    f"{source.file}:{source.line(name)}: a gate asks for a step that does not exist.",
                    found=f'reached("{name}").',
                    do=advice(name, course.names, otherwise="look at `shopwright course list`."),
                )
        return [course.step(name).number for name in source.mentions]

    def _render(self, source: Source, contexts: list[dict[str, Any]]) -> list[Blob]:
        if source.text is None:
            return [source.blob]
        if self._is_plain(source.text):
            return [self._blob(source, source.text)]
        try:
            with self._extension_on_path():
                template = self._environment.get_template(source.name)
                texts = [template.render(context) for context in contexts]
        except (TemplateError, CookiecutterException) as error:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            raise Problem(
                f"{source.file}:{line}: this template file does not render.",
                found=f"{error}".strip() or type(error).__name__,
                do="mend the file; `# {%` opens a block, and only answers of cookiecutter.json may be used.",
            ) from error
        return [self._blob(source, text) for text in texts]

    def parsed(self, source: Source) -> nodes.Template | None:
        """Return what Jinja makes of a file; None for a file without blocks, or that is copied as it is."""
        if source.text is None or self.block_start not in source.text:
            return None
        return self._environment.parse(source.text)

    def present(self, course: Course, source: Source, line: int) -> list[int]:
        """Return the numbers of the steps at which the gates of a file let a line through (from 1).

        What tidying removes again, an import that nothing uses yet, counts as there.
        """
        first, last = first_numbers(course, [source.path])[source.path], len(course.steps)
        if source.text is None or self._is_plain(source.text):
            return list(range(first, last + 1))
        lines = source.text.split("\n")
        lines[line - 1] += MARK
        moments = [first, *sorted({n for n in self._moments(source, course) if n > first}), last + 1]
        with self._extension_on_path():
            template = self._environment.from_string("\n".join(lines))
            shown = [MARK in template.render(self._at(course, number)) for number in moments[:-1]]
        spans = zip(moments, moments[1:], shown, strict=False)
        return [number for begin, end, there in spans if there for number in range(begin, end)]

    def _at(self, course: Course, number: int) -> dict[str, Any]:
        reached = course.names[:number]
        return {
            "cookiecutter": {
                **self._context,
                "_course": {"steps": list(course.names), "reached": list(reached)},
            }
        }

    def _is_plain(self, text: str) -> bool:
        """Whether Jinja would give the text back as it is, so that compiling it would be waste."""
        env = self._environment
        marks = [env.variable_start_string, env.block_start_string, env.comment_start_string]
        marks += [mark for mark in (env.line_statement_prefix, env.line_comment_prefix) if mark]
        return not any(mark in text for mark in marks)

    @staticmethod
    def _blob(source: Source, rendered: str) -> Blob:
        """Write line ends as cookiecutter does: those of the file's first line."""
        text = re.sub(r"\r\n|\r", "\n", rendered)
        first = re.search(rb"\r\n|\r|\n", source.blob.data)
        newline = first.group().decode() if first else os.linesep
        return Blob(text.replace("\n", newline).encode(), source.blob.executable)

    @cached_property
    def _context(self) -> dict[str, Any]:
        try:
            context = generate_context(
                str(self.root / "cookiecutter.json"), extra_context=self._wanted_here()
            )
            with self._extension_on_path():
                return dict(prompt_for_config(context, no_input=True))
        except (CookiecutterException, TemplateError, ValueError) as error:
            raise Problem(
                "The template's questions cannot be answered.",
                found=f"{error} ({self.root / 'cookiecutter.json'}).",
                do="mend cookiecutter.json or the extension that it names.",
            ) from error

    def _wanted_here(self) -> dict[str, str]:
        """Leave out answers to questions that this template does not ask."""
        text = (self.root / "cookiecutter.json").read_text("utf-8")
        return {key: value for key, value in self._wanted.items() if f'"{key}"' in text}

    @cached_property
    def _environment(self) -> Environment:
        with self._extension_on_path():
            environment: Environment = create_env_with_context({"cookiecutter": self._context})
        folder = _project(self.root, environment)
        environment.loader = FileSystemLoader([folder, self.root / "templates"])
        return environment

    @contextmanager
    def _extension_on_path(self) -> Iterator[None]:
        """Let the template's own extension be imported, even if another template's was loaded."""
        before = list(sys.path)
        for file in self.root.glob("*.py"):
            loaded = sys.modules.get(file.stem)
            if loaded is not None and Path(loaded.__file__ or "").resolve() != file:
                del sys.modules[file.stem]
        sys.path.append(str(self.root))
        try:
            yield
        finally:
            sys.path[:] = before

    @property
    def block_start(self) -> str:
        """What opens a gate, as in `# {%`."""
        return self._environment.block_start_string

    @cached_property
    def project(self) -> Path:
        """The folder whose name is rendered: the store itself."""
        return _project(self.root, self._environment)

    def _files(self) -> Iterator[Path]:
        for folder, dirs, files in os.walk(self.project):
            dirs[:] = sorted(name for name in dirs if name not in JUNK)
            yield from (
                Path(folder, name) for name in sorted(files) if name not in JUNK and name[-4:] != ".pyc"
            )

    def _source(self, file: Path) -> Source:
        name = file.relative_to(self.project).as_posix()
        path = self._environment.from_string(name).render(cookiecutter=self._context) if "{" in name else name
        blob = Blob(file.read_bytes(), bool(file.stat().st_mode & 0o100))
        if self._is_copied(name) or is_binary(str(file)):
            return Source(file, name, path, blob, None, ())
        try:
            text = blob.text
        except UnicodeDecodeError as error:
            raise Problem(
                f"{file} is neither UTF-8 nor binary.", found=f"{error}.", do="save it as UTF-8."
            ) from error
        mentions = () if self._is_plain(text) else tuple(dict.fromkeys(REACHED.findall(text)))
        return Source(file, name, path, blob, text, mentions)

    def _is_copied(self, name: str) -> bool:
        parts = name.split("/")
        starts = ["/".join(parts[: index + 1]) for index in range(len(parts))]
        return any(is_copy_only_path(start, {"cookiecutter": self._context}) for start in starts)


def _project(root: Path, environment: Environment) -> Path:
    start, end = environment.variable_start_string, environment.variable_end_string
    for folder in sorted(root.iterdir()):
        if "cookiecutter" in folder.name and start in folder.name and end in folder.name:
            return folder
    raise Problem(
        "The template has no project folder.",
        found=f"no folder like {{{{cookiecutter.project_slug}}}} in {root}.",
        do="create it.",
    )
