"""What lint says about chapters: their commits, lessons, teaching notes and exercises."""

import re
from collections.abc import Iterator

from shopwright.course.exercises import load_exercises
from shopwright.course.findings import Finding
from shopwright.course.history import wrapped
from shopwright.course.lesson import Lesson, read_lesson
from shopwright.course.lint_exercises import exercise_findings
from shopwright.course.listing import resolve
from shopwright.course.manifest import Chapter, Course
from shopwright.course.notes import flaws as note_flaws
from shopwright.course.preview import changes_in
from shopwright.course.reading import reading_findings
from shopwright.course.template import Template
from shopwright.errors import Problem

LESSON = ("What you will have", "Recap", "What can go wrong", "In production", "Exercise")
FILLER = re.compile(r"\b(simply|just)\b", re.IGNORECASE)
INLINE_CODE = re.compile(r"`[^`]*`")
NOT_IMPERATIVE = re.compile(r"(?P<word>[A-Z][a-z]+(?:ed|ing|[a-rt-z]s))\b")
STILL_IMPERATIVE = frozenset(
    {"Bring", "String", "Seed", "Feed", "Need", "Embed", "Speed", "Exceed", "Proceed", "Bias"}
)
BODY_WIDTH = 72


def chapter_findings(course: Course, template: Template) -> Iterator[Finding]:
    """Yield what each chapter lacks."""
    for expected, chapter in enumerate(course.chapters, 1):
        if chapter.number != expected:
            yield Finding(chapter.manifest, 1, f"number {chapter.number:02d} where {expected:02d} is next.")
        yield from _commits(chapter)
        yield from _times(chapter)
        yield from reading_findings(course, template, chapter)
        yield from _lesson(course, template, chapter)
        yield from _notes(chapter)
        yield from _exercises(course, template, chapter)


def _commits(chapter: Chapter) -> Iterator[Finding]:
    if not chapter.steps:
        yield Finding(chapter.manifest, 1, "no step; add a [[step]].")
    for step in chapter.steps:
        for message in _subject(step.commit):
            yield Finding(
                chapter.manifest, step.line, f'the subject of {step.name} {message}: "{step.commit}".'
            )
        if any(len(line) > BODY_WIDTH for line in wrapped(step.why).splitlines()):
            yield Finding(
                chapter.manifest, step.line, f"the body of {step.name} has a line over 72 characters."
            )


def _subject(subject: str) -> Iterator[str]:
    if not subject[0].isupper():
        yield "does not begin with a capital"
    if subject.endswith("."):
        yield "ends with a full stop"
    match = NOT_IMPERATIVE.match(subject)
    if match and match["word"] not in STILL_IMPERATIVE:
        yield "is not in the imperative"


def _times(chapter: Chapter) -> Iterator[Finding]:
    if chapter.minutes is None:
        yield Finding(chapter.manifest, 1, "no minutes; add minutes = { read = …, do = … }.")
    for key in ("teach", "do"):
        if key not in chapter.teaching:
            line = f"[teaching] lacks {key} = {{ min, median, max, basis }}."
            yield Finding(chapter.manifest, 1, line)


def _lesson(course: Course, template: Template, chapter: Chapter) -> Iterator[Finding]:
    if not chapter.lesson.is_file():
        yield Finding(chapter.manifest, 1, "no lesson; add lesson.md.")
        return
    lesson = read_lesson(chapter.lesson.read_text("utf-8"))
    opening = [line for number, line in lesson.prose if number < (lesson.headings or ((1, ""),))[0][0]]
    if not "".join(line for line in opening if not line.startswith(("# ", "@"))).strip():
        yield Finding(chapter.lesson, 1, "no opening: begin with the problem as somebody meets it.")
    yield from _sections(chapter, lesson)
    told = {directive.target for directive in lesson.directives if directive.name == "step"}
    for step in chapter.steps:
        if step.name not in told:
            yield Finding(chapter.lesson, 1, f"the lesson does not mention the step; add @step({step.name}).")
    yield from _references(course, template, chapter, lesson)
    for number, line in lesson.prose:
        if match := FILLER.search(INLINE_CODE.sub("", line)):
            yield Finding(
                chapter.lesson, number, f'"{match.group()}" tells a stuck reader that they are slow; cut it.'
            )


def _sections(chapter: Chapter, lesson: Lesson) -> Iterator[Finding]:
    for title in LESSON:
        if not lesson.heading(title):
            yield Finding(chapter.lesson, 1, f"no section `## {title}`.")


def _references(course: Course, template: Template, chapter: Chapter, lesson: Lesson) -> Iterator[Finding]:
    for directive in lesson.directives:
        try:
            if directive.name == "exercise":
                if not (chapter.folder / "exercises" / directive.target / "exercise.toml").is_file():
                    yield Finding(chapter.lesson, directive.line, f"no exercise {directive.target}.")
                continue
            if not directive.step:
                yield Finding(
                    chapter.lesson, directive.line, "at which step? Put @step(…) above it, or step=…."
                )
                continue
            step = course.step(directive.step)
            if directive.name == "code":
                resolve(directive.target, template.tree(course, step))
            if directive.name == "diff":
                changes_in(course, template, step, [directive.target])
        except Problem as problem:
            message = f"{problem.what} Found: {problem.found} Do: {problem.do}"
            yield Finding(chapter.lesson, directive.line, message)


def _exercises(course: Course, template: Template, chapter: Chapter) -> Iterator[Finding]:
    try:
        exercises = load_exercises(chapter)
    except Problem as problem:
        yield Finding(chapter.manifest, 1, f"{problem.what} Found: {problem.found} Do: {problem.do}")
        return
    if not exercises:
        yield Finding(chapter.manifest, 1, "no exercise; add exercises/<name>/exercise.toml.")
    for exercise in exercises:
        yield from exercise_findings(course, template, chapter, exercise)


def _notes(chapter: Chapter) -> Iterator[Finding]:
    for file, line, text in note_flaws(chapter):
        yield Finding(file, line, text)
