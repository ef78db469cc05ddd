"""Lessons refer to code; what they refer to is looked up, or the build says where they are wrong."""

import re

import pytest

from shopwright.errors import Problem
from shopwright.site.directives import LESSON, Context, expand
from shopwright.site.handwritten import SITE

from .test_diff import text


def test_a_listing_says_where_it_stands_and_at_which_step(lesson: Context) -> None:
    html = expand("@step(till.discount)\n\n@code(till/prices.py#evening_price)\n", lesson, LESSON)

    assert "in <code>till/prices.py</code>, after total" in html
    assert 'href="discount/index.html"' in html
    assert "def evening_price" in text(html)


def test_code_is_shown_as_it_is_at_the_step_of_the_text(lesson: Context) -> None:
    early = expand("@step(till.price)\n@code(till/prices.py)\n", lesson, LESSON)
    late = expand("@step(till.price)\n@code(till/prices.py, step=till.discount)\n", lesson, LESSON)

    assert "evening_price" not in text(early)
    assert "evening_price" in text(late)


def test_a_step_shows_its_subject_its_command_and_its_size(lesson: Context) -> None:
    html = text(expand("@step(till.discount)\n", lesson, LESSON))

    assert "Commit 3 of 3" in html
    assert "Take something off in the evening" in html
    assert "$ git checkout till.discount" in html
    assert "3 files, +17" in html


def test_a_change_of_one_file_can_be_shown(lesson: Context) -> None:
    html = expand("@diff(till/prices.py, step=till.discount)\n", lesson, LESSON)

    assert "<ins>" in html
    assert "evening_price" in text(html)


def test_directives_inside_fences_are_left_alone(lesson: Context) -> None:
    markdown = "````text\n@code(nowhere.py)\n```\n@nonsense(1)\n````\n"

    assert expand(markdown, lesson, LESSON) == markdown


def test_a_decorator_in_the_middle_of_a_line_is_no_directive(lesson: Context) -> None:
    markdown = "The decorator @code(x) is prose.\n"

    assert expand(markdown, lesson, LESSON) == markdown


@pytest.mark.parametrize(
    ("markdown", "line", "word"),
    [
        ("\n\n@cod(till/prices.py)", 3, "`code`"),
        ("@step(till.prize)", 1, "`till.price`"),
        ("@step(receipts.logo)", 1, "another chapter"),
        ("@code(till/prices.py)", 1, "@step"),
        ("@step(till.price)\n@code(till/price.py)", 2, "till/prices.py"),
        ("@step(till.price)\n@code(till/prices.py#totl)", 2, "total"),
        ("@step(till.price)\n@code(till/prices.py, setp=till.price)", 2, "`step`"),
        ("@diff(README.md, step=till.discount)", 1, "does not change"),
    ],
)
def test_a_directive_that_leads_nowhere_fails_with_file_line_and_advice(
    lesson: Context, markdown: str, line: int, word: str
) -> None:
    with pytest.raises(Problem) as caught:
        expand(markdown, lesson, LESSON)

    assert caught.value.what.startswith(f"chapters/01-till/lesson.md:{line}: ")
    assert word in str(caught.value)


def test_pages_may_show_the_finished_store_without_naming_a_step(page: Context) -> None:
    assert "evening_price" in text(expand("@code(till/prices.py)\n", page, SITE))


def test_the_chapters_are_listed_by_parts(page: Context) -> None:
    html = expand("@chapters\n", page, SITE)

    assert "## Bakery" in html
    assert 'href="../course/till/index.html"' in html
    assert "5 min reading, 10 min doing · 3 commits" in html


def test_figures_are_counted(page: Context) -> None:
    assert "chapters2" in text(expand("@figures\n", page, SITE))


def test_the_kits_own_commands_are_listed_with_their_options(page: Context) -> None:
    html = expand("@commands\n", page, SITE)

    assert "`shopwright site build`" in html
    assert "The port on 127.0.0.1." in html
    assert "/work" not in html
    assert "/home" not in html


def test_a_picture_is_shown_with_its_words(page: Context) -> None:
    html = expand("@screenshot(storefront-list-desktop.png, alt=A shop, seen from afar)\n", page, SITE)

    assert 'src="../assets/screens/storefront-list-desktop.png" alt="A shop, seen from afar"' in html


def test_a_drawn_picture_keeps_its_place_too(page: Context) -> None:
    html = expand("@screenshot(reservations-drill.svg, alt=Bars)\n", page, SITE)

    assert re.search(r'alt="Bars" width="860" height="\d{3}" loading="lazy"', html)


def test_a_picture_that_is_not_there_is_named(page: Context) -> None:
    with pytest.raises(Problem, match="no picture `storefront-lost"):
        expand("@screenshot(storefront-lost-desktop.png, alt=A shop)\n", page, SITE)


def test_a_picture_without_words_is_refused(page: Context) -> None:
    with pytest.raises(Problem, match="says what it shows"):
        expand("@screenshot(none.png)\n", page, SITE)
