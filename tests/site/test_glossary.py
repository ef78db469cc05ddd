"""Words are explained once, used somewhere, and linked where a page uses them first."""

import re

import pytest

from shopwright.course.manifest import load_course
from shopwright.errors import Problem
from shopwright.site.articles import FOLDER
from shopwright.site.glossary import with_links
from shopwright.site.material import Material
from shopwright.site.parts import lesson_page
from shopwright.site.terms import FILE, Term, read_terms

from .conftest import MINI, Write

RYE = Term("rye", ("rye", "Rye flour"), "A cereal.", "till#prices")
SOUR = Term("sour dough", ("sour dough",), "Old dough.", "till#prices", unless=("receipts",))


def linked(markdown: str, page: str = "course/till/index.md") -> list[str]:
    """The words that became links, in their order."""
    return re.findall(r'class="sw-term"[^>]*>([^<]*)</a>', with_links(markdown, page, (RYE, SOUR))[0])


def test_the_first_use_alone_is_linked_in_any_of_its_forms() -> None:
    assert linked("Take rye flour, and more rye.\n\nRye again.\n") == ["rye flour"]


def test_a_word_may_stand_across_two_lines_and_lines_stay_lines() -> None:
    text = "Let the sour\ndough rest.\n"
    page, used = with_links(text, "course/till/index.md", (RYE, SOUR))

    assert used == (SOUR,)
    assert len(page.splitlines()) == len(text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "## About rye\n", "`rye`\n", "[rye](bread.md)\n", "<p>rye</p>\n", "```text\nrye\n```\n", "| rye |\n",
        "@code(rye.py)\n", "---\ntitle: rye\n---\n", "ryegrass, and pre-rye\n", "~~~\nrye\n",
    ],
)  # fmt: skip
def test_nothing_is_linked_in_code_headings_links_tables_or_other_words(text: str) -> None:
    assert linked(text) == []


def test_a_word_that_means_something_else_there_is_left_alone() -> None:
    assert linked("Sour dough.\n", "course/receipts/index.md") == []
    assert linked("Sour dough.\n") == ["Sour dough"]


def test_a_link_leads_to_the_word_and_has_its_meaning_at_hand() -> None:
    page, _ = with_links("Rye.\n", "articles/bread.md", (RYE,))

    assert page == '<a class="sw-term" href="../reference/glossary.html#rye" title="A cereal.">Rye</a>.\n'


def test_a_word_that_is_explained_twice_is_refused(material: Material, write: Write) -> None:
    term = '[[term]]\nname = "{}"\nforms = ["Crumb"]\nmeaning = "m"\nread = "till#x"\n'
    write(FILE, term.format("crust") + term.format("crumbs"))

    with pytest.raises(Problem, match="explained twice") as caught:
        read_terms(material.root, material.course)

    assert "`crust` and of `crumbs`" in caught.value.found


def test_without_a_glossary_nothing_is_linked() -> None:
    assert read_terms(MINI, load_course(MINI)) == ()
    assert with_links("Rye.\n", "course/till/index.md", ())[0] == "Rye.\n"


def test_each_real_word_is_used_by_a_lesson_or_an_article(real: Material) -> None:
    texts = {lesson_page(chapter): chapter.lesson for chapter in real.course.chapters}
    texts |= {f"{FOLDER}/{file.name}": file for file in (real.root / "docs" / FOLDER).glob("*.md")}

    used = {
        term.name
        for page, file in texts.items()
        for term in with_links(file.read_text("utf-8"), page, real.terms)[1]
    }

    assert [term.name for term in real.terms if term.name not in used] == []
    assert len(real.terms) > 30
