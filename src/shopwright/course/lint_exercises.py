"""What lint says about an exercise without running it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from shopwright.course.anchors import anchors
from shopwright.course.exercises import Exercise, Task
from shopwright.course.findings import Finding
from shopwright.course.manifest import Chapter, Course
from shopwright.course.mentions import unknown
from shopwright.course.names import nearest
from shopwright.course.solutions import solved
from shopwright.course.template import Template
from shopwright.course.tree import Tree
from shopwright.errors import Problem


def exercise_findings(
    course: Course, template: Template, chapter: Chapter, exercise: Exercise
) -> Iterator[Finding]:
    """Yield what an exercise lacks, and what it names or promises that is not so."""
    lacking = list(flaws(exercise))
    yield from (Finding(file, line, text) for file, line, text in lacking)
    for task in exercise.tasks:
        for text in _places(course, exercise, task):
            yield Finding(exercise.file, task.line, text)
    for file in _unshown(exercise):
        yield Finding(
            exercise.file, 1, f"no task shows {file} of the solution; add it to the `files` of one."
        )
    if lacking or not chapter.steps:
        return
    # A template that cannot be rendered has its own finding.
    with suppress(Problem):
        yield from _laid_over(course, template, chapter, exercise)


def _laid_over(course: Course, template: Template, chapter: Chapter, exercise: Exercise) -> Iterator[Finding]:
    """Yield what shows when the solution is laid over the end of the chapter, and of each later one."""
    end = template.tree(course, chapter.steps[-1])
    try:
        done = solved(exercise, {**end, **exercise.tests})
    except Problem as problem:
        yield Finding(exercise.file, 1, f"{problem.what} Found: {problem.found}")
        return
    for task in exercise.tasks:
        for name in unknown(f"{task.looks} {task.why} {task.nudge} {task.pointer}", (done, end)):
            yield Finding(exercise.file, task.line, f"a hint names `{name}`, which no file of the store has.")
    for text in _later(course, template, chapter, exercise):
        yield Finding(exercise.file, 1, text)


def flaws(exercise: Exercise) -> Iterator[tuple[Path, int, str]]:
    """Yield what is lacking before an exercise can be tried, as file, line and sentence."""
    if not exercise.text.is_file():
        yield exercise.file, 1, f"no task; write {exercise.text.name}."
    if not exercise.fails:
        yield exercise.file, 1, "no `fails`; name the tests that fail at the start."
    if not exercise.tests:
        yield exercise.file, 1, "no tests/; put the failing tests there."
    if not (exercise.folder / "solution").is_dir() and not exercise.patch.is_file():
        yield exercise.file, 1, "no solution; add solution/ or solution.patch."


def _places(course: Course, exercise: Exercise, task: Task) -> Iterator[str]:
    slug, _, anchor = task.read.partition("#")
    lessons = {chapter.slug: chapter.lesson for chapter in course.chapters}
    if slug not in lessons:
        yield f"`read` names the chapter {slug}, which does not exist{_meant(slug, list(lessons))}."
    elif anchor not in (headings := anchors(lessons[slug])):
        yield (
            f"`read` names the heading #{anchor}, which the lesson of {slug} lacks"
            f"{_meant(anchor, list(headings))}."
        )
    written = exercise.written()
    for file in task.files:
        if file not in written:
            yield f"`files` names {file}, which the solution does not write{_meant(file, sorted(written))}."


def _unshown(exercise: Exercise) -> list[str]:
    """Return the files of the solution that are in the last hint of no task."""
    shown = {file for task in exercise.tasks for file in task.files or exercise.written()}
    return sorted(exercise.written() - shown) if exercise.tasks else []


def _meant(name: str, choices: list[str]) -> str:
    near = nearest(name, choices)
    return f"; nearest: {near}" if near else ""


def _later(course: Course, template: Template, chapter: Chapter, exercise: Exercise) -> Iterator[str]:
    """Yield the chapters at whose end an exercise can no longer be done as it is told here."""
    after = [later for later in course.chapters if later.number > chapter.number and later.steps]
    slugs = [later.slug for later in after]
    if exercise.until and exercise.until not in slugs:
        yield f"`until` names {exercise.until}, which is no later chapter{_meant(exercise.until, slugs)}."
        return
    end = template.tree(course, chapter.steps[-1])
    for later in after[: slugs.index(exercise.until)] if exercise.until else after:
        if why := _why_not(exercise, end, template.tree(course, later.steps[-1])):
            yield (
                f"at the end of {later.slug} {why} Place the change elsewhere, or say "
                f'until = "{later.slug}" and because = "…".'
            )
            return


def _why_not(exercise: Exercise, end: Tree, later: Tree) -> str:
    taken = [path for path, blob in exercise.tests.items() if later.get(path, blob) != blob]
    if taken:
        return f"the store has a {taken[0]} of its own."
    touched = exercise.written()
    if all(end.get(path) == later.get(path) for path in touched):
        return ""
    try:
        solved(exercise, end, later)
    except Problem as problem:
        return f"the solution does not apply ({problem.found})."
    return ""
