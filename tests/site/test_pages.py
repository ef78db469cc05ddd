"""Each page holds what its reader needs, and no more."""

import re
from collections import Counter

import pytest
import yaml

from shopwright.errors import Problem
from shopwright.site.diff import of
from shopwright.site.exercises import exercises_of
from shopwright.site.handwritten import written_pages
from shopwright.site.lessons import lesson, pages, step_of, teaching
from shopwright.site.markup import front_matter, link, prose
from shopwright.site.material import Material
from shopwright.site.navigation import navigation
from shopwright.site.parts import step_page

from .conftest import Write, put
from .test_diff import text

_spoken = re.compile(r'<span class="sw-words">.*?</span>')


def test_a_lesson_tells_first_what_it_takes(bakery: Material) -> None:
    path, page = lesson(bakery, bakery.course.chapters[0])
    head, _, _ = page.partition("A baker adds up")

    assert path == "course/till/index.md"
    assert "5 min reading, 10 min doing · 3 commits" in head
    assert "$ git checkout till-start" in text(head)
    assert page.count("# A till that adds\n") == 1


def test_a_chapter_without_a_lesson_is_named(material: Material) -> None:
    material.course.chapters[0].lesson.unlink()

    with pytest.raises(Problem, match="`till` has no lesson"):
        list(pages(material))


def test_a_steps_page_holds_message_command_changes_and_finished_files(bakery: Material) -> None:
    path, page = step_of(bakery, bakery.course.step("till.discount"))

    assert path == "course/till/discount/index.md"
    assert "Bread of the morning" in page
    assert "$ git checkout till.discount" in text(page)
    assert "`till/prices.py` { #file-" in page
    assert "The finished file" in page
    assert 'data-copy="#file-3-whole"' in page


def test_every_line_that_a_step_changes_is_on_its_page(bakery: Material) -> None:
    """So lint need not look for hunks that no page shows: each step has a page with the whole of its diff."""
    made = dict(pages(bakery))

    for step in bakery.course.steps:
        boxes = re.findall(r"<(ins|del)>(.*?)</\1>", made[step_page(step)], re.DOTALL)
        shown = Counter(
            (kind, line[1:]) for kind, box in boxes for line in text(_spoken.sub("", box)).split("\n")
        )
        for change in bakery.changes(step):
            if found := of(change):
                old, new = (Counter((side or "").splitlines()) for side in (found.old, found.new))
                came = Counter({("ins", line): count for line, count in (new - old).items()})
                went = Counter({("del", line): count for line, count in (old - new).items()})
                assert (came + went) - shown == {}, f"{step.name}: {change.path}"


def test_a_step_that_brings_a_picture_says_so(bakery: Material) -> None:
    _, page = step_of(bakery, bakery.course.step("receipts.logo"))

    assert "Not text:" in page


def test_a_new_file_is_not_shown_twice(bakery: Material) -> None:
    _, page = step_of(bakery, bakery.course.step("till.price"))

    assert "The finished file" not in page


def test_names_with_underscores_stay_names_in_headings(bakery: Material) -> None:
    _, page = step_of(bakery, bakery.course.step("till.price"))

    assert "data-toc-label='till/&#95;&#95;init&#95;&#95;.py'" in page


def test_an_exercise_shows_tests_and_opens_hints_and_solution_on_demand(bakery: Material) -> None:
    ((path, page),) = exercises_of(bakery, bakery.course.chapters[0])

    assert path == "course/till/exercises/two-for-one/index.md"
    assert "$ git checkout till-end" in text(page)
    assert "tests/exercises/test_two_for_one.py" in page
    assert page.count('<details class="sw-hint"') == 6
    assert '<a href="../../index.html#the-evening">A till that adds, The evening</a>' in page
    assert "<ins>" in page.partition("## Tasks")[2].partition("## One solution")[0]
    assert '<details class="sw-solution"' in page
    assert "<ins>" in page.partition("## One solution")[2]


def test_an_exercise_says_until_which_chapter_its_solution_applies(material: Material, write: Write) -> None:
    _, before = next(exercises_of(material, material.course.chapters[0]))
    file = "chapters/01-till/exercises/two-for-one/exercise.toml"
    text_before = (material.root / file).read_text("utf-8")
    write(file, f'until = "receipts"\nbecause = "The `till` closes."\n{text_before}')

    _, after = next(exercises_of(material, material.course.chapters[0]))

    assert "It applies until" not in before
    assert '<a href="../../../receipts/index.html">What the customer takes home</a>' in after
    assert "The <code>till</code> closes." in after


def test_a_solution_that_does_not_apply_fails_the_build(material: Material) -> None:
    patch = material.root / "chapters/01-till/exercises/two-for-one/solution.patch"
    put(patch, patch.read_text("utf-8").replace("def ", "deaf "))

    with pytest.raises(Problem, match="does not apply"):
        list(exercises_of(material, material.course.chapters[0]))


def test_what_instructors_know_is_not_told_to_learners(material: Material) -> None:
    notes = material.course.chapters[0].folder / "teaching.md"
    put(notes, "## Goals\n\nKnow who will get stuck.\n")
    found = teaching(material, material.course.chapters[0])

    assert found is not None
    assert found[0] == "instructors/till/index.md"
    assert "Explaining" in found[1]
    assert [path for path, page in pages(material) if "will get stuck" in page] == [found[0]]


def test_pages_stand_in_the_order_in_which_they_are_read(bakery: Material) -> None:
    made = dict(pages(bakery))

    nav = navigation(written_pages(bakery), made, bakery.course.chapters)

    assert [next(iter(tab)) for tab in nav if isinstance(tab, dict)] == ["Course", "Teach", "About"]
    assert yaml.safe_dump(nav[0], sort_keys=False) == (
        "Course:\n- course/index.md\n- Bakery:\n  - 1. A till that adds:\n    - course/till/index.md\n"
        "    - course/till/first-commit/index.md\n    - course/till/price/index.md\n"
        "    - course/till/discount/index.md\n    - course/till/exercises/two-for-one/index.md\n"
        "  - 2. What the customer takes home:\n    - course/receipts/index.md\n"
        "    - course/receipts/receipt/index.md\n    - course/receipts/logo/index.md\n"
        "    - course/receipts/exercises/count/index.md\n"
    )


def test_a_new_page_needs_one_new_file(material: Material, write: Write) -> None:
    write("docs/about/bakers.md", "# Bakers\n")

    nav = navigation(written_pages(material), [], material.course.chapters)

    assert "about/bakers.md" in yaml.safe_dump(nav)


def test_a_page_whose_head_is_broken_is_named(material: Material, write: Write) -> None:
    write("docs/about/bakers.md", "---\ntitle: [\n---\n# Bakers\n")

    with pytest.raises(Problem, match=r"docs/about/bakers\.md:1"):
        written_pages(material)


def test_a_message_keeps_its_paragraphs_lists_and_commands() -> None:
    html = prose("One `a < b`\nand more.\n\nLook:\n- first\n  line\n- second\n\n    $ make test\n")

    assert html == (
        "<p>One <code>a &lt; b</code> and more.</p>\n"
        "<p>Look:</p><ul><li>first line</li><li>second</li></ul>\n"
        '<pre class="sw-code"><code>$ make test</code></pre>'
    )


def test_addresses_are_relative_and_end_in_files() -> None:
    assert link("course/till/index.md", "course/till/price/index.md") == "price/index.html"
    assert link("index.md", "start/index.md#parts") == "start/index.html#parts"
    assert link("course/till/price/index.md", "course/index.md") == "../../index.html"


def test_titles_survive_the_head_of_a_page() -> None:
    title = 'Say "yes": a \\ and a # in: one'

    assert yaml.safe_load(front_matter(title).strip("-\n")) == {"title": title}
