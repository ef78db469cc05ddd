"""What lint says about an exercise without running it."""

from collections.abc import Iterator
from pathlib import Path

from shopwright.course.anchors import anchors
from shopwright.course.exercises import Exercise, Task, tree_below
from shopwright.course.findings import Finding
from shopwright.course.manifest import Course
from shopwright.course.names import nearest


def exercise_findings(course: Course, exercise: Exercise) -> Iterator[Finding]:
    """Yield what an exercise lacks, and what its tasks name that does not exist."""
    for file, line, text in flaws(exercise):
        yield Finding(file, line, text)
    for task in exercise.tasks:
        for text in _places(course, exercise, task):
            yield Finding(exercise.file, task.line, text)


def flaws(exercise: Exercise) -> Iterator[tuple[Path, int, str]]:
    """Yield what is lacking before an exercise can be tried, as file, line and sentence."""
    if not exercise.text.is_file():
        yield exercise.file, 1, f"no task; write {exercise.text.name}."
    if not exercise.fails:
        yield exercise.file, 1, "no `fails`; name the tests that fail at the start."
    if not tree_below(exercise.folder / "tests", "tests/"):
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


def _meant(name: str, choices: list[str]) -> str:
    near = nearest(name, choices)
    return f"; nearest: {near}" if near else ""
