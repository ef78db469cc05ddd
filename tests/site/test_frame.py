"""A lesson says above its text what it takes, and below it what comes next."""

import re

from shopwright.site.frame import foot, head
from shopwright.site.lessons import lesson
from shopwright.site.material import Material

from .test_diff import text

SECTIONS = ("What you will have", "Recap", "What can go wrong", "In production", "Exercise")


def test_the_command_that_jumps_here_stands_beside_plain_git_and_the_check(bakery: Material) -> None:
    first, top = (text(head(bakery, chapter)) for chapter in bakery.course.chapters)

    assert "$ shopwright learn start till" in first
    assert "$ shopwright learn catch-up receipts" in top
    assert "$ git checkout receipts-start" in top
    assert "$ shopwright learn check" in top


def test_a_chapter_names_the_chapters_whose_code_it_imports(bakery: Material) -> None:
    till, receipts = bakery.course.chapters

    assert bakery.needs == {"till": [], "receipts": ["till"]}
    assert '<a href="../till/index.html">A till that adds</a>' in head(bakery, receipts)
    assert "Python 3.11 or newer, make and git" in head(bakery, till)


def test_each_step_says_how_to_see_its_change_between_two_tags(bakery: Material) -> None:
    _, page = lesson(bakery, bakery.course.chapters[0])

    assert "$ git diff till-start till.first-commit" in text(page)
    assert "$ git diff till.first-commit till.price" in text(page)


def test_the_end_of_a_lesson_leads_to_the_chapters_beside_it(bakery: Material) -> None:
    first, last = (foot(bakery, chapter) for chapter in bakery.course.chapters)

    assert "Next chapter" in first
    assert "Previous chapter" not in first
    assert "Previous chapter" in last
    assert "Next chapter" not in last
    assert "$ git diff till-start till-end" in text(first)


def test_every_real_lesson_has_all_of_it(real: Material) -> None:
    for chapter in real.course.chapters:
        _, page = lesson(real, chapter)
        found = re.findall(r"^## (.+)$", page, re.MULTILINE)

        assert [title for title in SECTIONS if title not in found] == [], chapter.slug
        assert page.count('class="sw-terminal"') == 1, chapter.slug
        assert page.count("git diff ") == len(chapter.steps) + 1, chapter.slug
        assert page.count("sw-pitfall") >= 3, chapter.slug
