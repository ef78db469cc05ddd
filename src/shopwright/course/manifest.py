"""Read `chapters/*/chapter.toml` into a course: chapters in order, and their steps.

The reader is strict: whatever it does not know is a mistake of the author's, and named as one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from shopwright.course.apart import read_apart
from shopwright.course.names import advice
from shopwright.course.toml import Table, line_of, read_toml
from shopwright.errors import Problem

SUBJECT_LIMIT = 50
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FOLDER = re.compile(r"(?P<number>\d\d)-(?P<slug>.+)")


@dataclass(frozen=True)
class Step:
    """One commit of the course.

    Attributes:
        name: `chapter.slug`; it never changes and is never reused.
        number: the position in the whole course, from 1.
        chapter: the slug of its chapter.
        commit: the subject of the commit, in the imperative.
        why: the body of the commit.
        files: paths and globs of the template files that appear whole at this step.
        line: where the step stands in its `chapter.toml`.
    """

    chapter: str
    slug: str
    number: int
    commit: str
    why: str
    files: tuple[str, ...]
    line: int = 1

    @property
    def name(self) -> str:
        """The name by which gates, lessons and tags call the step."""
        return f"{self.chapter}.{self.slug}"


@dataclass(frozen=True)
class Minutes:
    """How long a reader needs: to read the lesson, and to do it."""

    read: int
    do: int


@dataclass(frozen=True)
class Span:
    """How long something takes in a classroom, and whether that was measured or estimated."""

    min: int
    median: int
    max: int
    basis: str


@dataclass(frozen=True)
class Chapter:
    """One lesson: an ordered list of steps, in a folder `NN-slug`.

    `minutes` and the two spans of `teaching` may be missing while a chapter is being written; `lint` says so.
    """

    slug: str
    number: int
    title: str
    part: str
    summary: str
    folder: Path
    minutes: Minutes | None
    teaching: Mapping[str, Span]
    steps: tuple[Step, ...]

    @property
    def label(self) -> str:
        """`NN-slug`, as in the folder and the branch."""
        return f"{self.number:02d}-{self.slug}"

    @property
    def branch(self) -> str:
        """The branch that stands at the end of the chapter."""
        return f"chapter/{self.label}"

    @property
    def manifest(self) -> Path:
        """The file that describes the chapter."""
        return self.folder / "chapter.toml"

    @property
    def lesson(self) -> Path:
        """The text of the lesson."""
        return self.folder / "lesson.md"


@dataclass(frozen=True)
class Course:
    """All chapters in order, and the tests that stand apart (see `apart.py`).

    `root` is the folder that holds `chapters/` and `template/`.
    """

    root: Path
    chapters: tuple[Chapter, ...] = field(default=())
    apart: tuple[str, ...] = ()

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step of the course, in order."""
        return tuple(step for chapter in self.chapters for step in chapter.steps)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of every step, in order."""
        return tuple(step.name for step in self.steps)

    @cached_property
    def ends_of_parts(self) -> frozenset[Step]:
        """The last step of each part."""
        ends = {chapter.part: chapter.steps[-1] for chapter in self.chapters if chapter.steps}
        return frozenset(ends.values())

    def step(self, name: str) -> Step:
        """Return the step called `chapter.slug`; a `Problem` names the nearest one."""
        for step in self.steps:
            if step.name == name:
                return step
        raise Problem(
            f"The course has no step `{name}`.",
            found=f"{len(self.steps)} steps, none of them called that.",
            do=advice(name, self.names, otherwise="look at `shopwright course list`."),
        )

    def chapter(self, slug: str) -> Chapter:
        """Return the chapter with a slug (`products` or `05-products`); a `Problem` names the nearest."""
        for chapter in self.chapters:
            if slug in (chapter.slug, chapter.label):
                return chapter
        slugs = [chapter.slug for chapter in self.chapters]
        raise Problem(
            f"The course has no chapter `{slug}`.",
            found=f"{len(slugs)} chapters: {', '.join(slugs)}.",
            do=advice(slug, slugs, otherwise="look at `shopwright course list`."),
        )

    def before(self, step: Step) -> Step | None:
        """Return the step before this one, or None for the first."""
        return self.steps[step.number - 2] if step.number > 1 else None


def load_course(root: Path) -> Course:
    """Read every chapter below `root/chapters`.

    Args:
        root: the folder that holds `chapters/` and `template/`.

    Raises:
        Problem: names the file, the line and the nearest valid name.
    """
    folders = sorted(path.parent for path in (root / "chapters").glob("*/chapter.toml"))
    if not folders:
        raise Problem(
            "There is no course here.",
            found=f"no `chapters/*/chapter.toml` below {root}.",
            do="run this in the folder of Shopwright, or name it with `--root`.",
        )
    chapters: list[Chapter] = []
    count = 0
    for folder in folders:
        chapter = _read_chapter(folder, first=count + 1)
        _refuse_twin(chapter, chapters)
        chapters.append(chapter)
        count += len(chapter.steps)
    return Course(root=root, chapters=tuple(chapters), apart=read_apart(root / "chapters"))


def _refuse_twin(chapter: Chapter, earlier: list[Chapter]) -> None:
    for other in earlier:
        if chapter.slug == other.slug or chapter.number == other.number:
            same = (
                f"number {chapter.number:02d}" if chapter.number == other.number else f"slug `{chapter.slug}`"
            )
            raise Problem(
                f"Two chapters share the {same}.",
                found=f"{other.folder.name} and {chapter.folder.name}.",
                do=f"rename one of the folders in {chapter.folder.parent}.",
            )


def _read_chapter(folder: Path, *, first: int) -> Chapter:
    file = folder / "chapter.toml"
    top = read_toml(file, "the chapter")
    top.only("slug", "title", "part", "summary", "minutes", "teaching", "step")
    slug = top.text("slug")
    number = _number(file, slug)
    steps = tuple(
        _read_step(table, slug, first + index) for index, table in enumerate(top.tables("step", "the step"))
    )
    _refuse_twin_steps(file, steps)
    minutes = top.table("minutes")
    return Chapter(
        slug=slug,
        number=number,
        title=top.text("title"),
        part=top.text("part"),
        summary=top.text("summary"),
        folder=folder,
        minutes=_minutes(minutes) if minutes else None,
        teaching=_teaching(top.table("teaching")),
        steps=steps,
    )


def _number(file: Path, slug: str) -> int:
    folder = file.parent.name
    match = FOLDER.fullmatch(folder)
    if not match or match["slug"] != slug or not SLUG.fullmatch(slug) or match["number"] == "00":
        number = match["number"] if match and match["number"] != "00" else "01"
        line = line_of(file.read_text("utf-8"), "slug")
        raise Problem(
            f"{file}:{line}: the folder and the slug do not fit each other.",
            found=f'the folder `{folder}` and slug = "{slug}".',
            do=f"call the folder `{number}-{slug}`: two digits from 01, a hyphen, the slug in kebab-case.",
        )
    return int(match["number"])


def _minutes(table: Table) -> Minutes:
    table.only("read", "do")
    return Minutes(read=table.number("read"), do=table.number("do"))


def _teaching(table: Table | None) -> dict[str, Span]:
    if table is None:
        return {}
    table.only("teach", "do")
    return {key: _span(part) for key in ("teach", "do") if (part := table.table(key))}


def _span(table: Table) -> Span:
    table.only("min", "median", "max", "basis")
    span = Span(table.number("min"), table.number("median"), table.number("max"), table.text("basis"))
    if not span.min <= span.median <= span.max:
        raise table.problem(
            "min",
            "Times are out of order.",
            found=f"{span.min}, {span.median}, {span.max}.",
            do="order them.",
        )
    if span.basis not in ("measured", "estimated"):
        raise table.problem(
            "basis",
            "Times say how they were got.",
            found=f'basis = "{span.basis}".',
            do='write "measured" or "estimated".',
        )
    return span


def _read_step(table: Table, chapter: str, number: int) -> Step:
    table.only("slug", "commit", "why", "files")
    slug, commit = table.text("slug"), table.text("commit")
    if not SLUG.fullmatch(slug):
        raise table.problem(
            "slug",
            "A step's slug is in kebab-case.",
            found=f'slug = "{slug}".',
            do="use a-z, 0-9 and hyphens.",
        )
    if len(commit) > SUBJECT_LIMIT:
        raise table.problem(
            "commit",
            f"The subject of `{chapter}.{slug}` is too long.",
            found=f'{len(commit)} characters: "{commit}".',
            do=f"say it in {SUBJECT_LIMIT} characters; the rest belongs to `why`.",
        )
    return Step(
        chapter=chapter,
        slug=slug,
        number=number,
        commit=commit,
        why=table.text("why").strip(),
        files=table.texts("files"),
        line=table.line("slug"),
    )


def _refuse_twin_steps(file: Path, steps: tuple[Step, ...]) -> None:
    seen: dict[str, Step] = {}
    for step in steps:
        if step.slug in seen:
            raise Problem(
                f"Two steps are called `{step.name}`.",
                found=f"{file}:{seen[step.slug].line} and {file}:{step.line}.",
                do="give one of them another slug; a slug is never reused.",
            )
        seen[step.slug] = step
