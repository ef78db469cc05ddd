"""How long a lesson takes to read: counted, so that a lesson that grew cannot keep its old minutes."""

from collections.abc import Iterator

from shopwright.course.findings import Finding
from shopwright.course.lesson import read_lesson
from shopwright.course.listing import resolve
from shopwright.course.manifest import Chapter, Course
from shopwright.course.template import Template
from shopwright.errors import Problem

WORDS_A_MINUTE = 200
LINES_A_MINUTE = 15  # of code, which is read more slowly than words
_MINUTES_OFF, _SHARE_OFF = 5, 0.15


def reading_minutes(course: Course, template: Template, chapter: Chapter) -> int:
    """Return how many minutes a chapter's lesson takes to read, with the code that it shows.

    Raises:
        Problem: a listing of it refers to nothing.
    """
    lesson = read_lesson(chapter.lesson.read_text("utf-8"))
    words = sum(len(line.split()) for _, line in lesson.prose if not line.startswith("@"))
    lines = sum(len(fence.content) for fence in lesson.fences)
    for directive in lesson.directives:
        if directive.name == "code" and directive.step:
            found = resolve(directive.target, template.tree(course, course.step(directive.step)))
            lines += found.last_line - found.first_line + 1
    return round(words / WORDS_A_MINUTE + lines / LINES_A_MINUTE) or 1


def reading_findings(course: Course, template: Template, chapter: Chapter) -> Iterator[Finding]:
    """Yield that a chapter's minutes for reading are not what its words and code come to."""
    if chapter.minutes is None or not chapter.lesson.is_file():
        return
    try:
        counted = reading_minutes(course, template, chapter)
    except Problem:
        return  # what refers to nothing is told where it stands
    said = chapter.minutes.read
    if abs(said - counted) > max(_MINUTES_OFF, _SHARE_OFF * counted):
        yield Finding(chapter.manifest, 1, f"minutes.read says {said}; its words and code come to {counted}.")
