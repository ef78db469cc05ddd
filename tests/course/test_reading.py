"""The minutes for reading a lesson are counted, and a manifest that says others is told."""

from pathlib import Path

from shopwright.course.lint import lint
from shopwright.course.manifest import Course, load_course
from shopwright.course.reading import LINES_A_MINUTE, WORDS_A_MINUTE, reading_minutes
from shopwright.course.template import Template

from .conftest import Edit

LESSON = "chapters/01-till/lesson.md"


def test_words_and_lines_of_code_are_counted(course: Course, template: Template) -> None:
    assert reading_minutes(course, template, course.chapters[0]) in (1, 2, 3)


def test_a_longer_lesson_takes_longer(mini: Path, template: Template, edit: Edit) -> None:
    chapter = load_course(mini).chapters[0]
    before = reading_minutes(load_course(mini), template, chapter)
    edit(LESSON, "Somebody keeps the prices.", "word " * 10 * WORDS_A_MINUTE)
    edit(LESSON, "## Recap", "```text\n" + "line\n" * 2 * LINES_A_MINUTE + "```\n\n## Recap")

    assert reading_minutes(load_course(mini), template, chapter) - before in (11, 12, 13)


def test_a_manifest_that_says_other_minutes_is_named(mini: Path, edit: Edit) -> None:
    edit("chapters/01-till/chapter.toml", "read = 5,", "read = 45,")

    found = lint(load_course(mini), Template(mini / "template")).findings

    (finding,) = [line for line in found if "minutes.read" in line]
    assert finding.startswith(
        "chapters/01-till/chapter.toml:1: minutes.read says 45; its words and code come to"
    )


def test_a_lesson_without_a_recap_is_named(mini: Path, edit: Edit) -> None:
    edit(LESSON, "## Recap", "## In short")

    assert (
        f"{LESSON}:1: no section `## Recap`." in lint(load_course(mini), Template(mini / "template")).findings
    )
