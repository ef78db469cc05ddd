"""An article says what it is, and leads to the chapters that build what it tells about."""

import pytest
import yaml

from shopwright.errors import Problem
from shopwright.site.handwritten import Written, written_pages
from shopwright.site.lessons import lesson
from shopwright.site.material import Material
from shopwright.site.navigation import navigation

from .conftest import Write
from .test_diff import text

HEAD = {
    "title": "How bread is priced",
    "description": "A price is a number of cents.",
    "query": "price bread",
    "kind": "how-to",
    "pillar": "core-commerce",
    "chapters": ["till"],
}
INDEX = "---\ntitle: Articles\ntab: Articles\norder: 4\n---\n\n# Articles\n\n@articles\n"


def article(**head: object) -> str:
    return f"---\n{yaml.safe_dump(HEAD | head)}---\n\n# How bread is priced\n\nIn cents.\n"


def page(material: Material, path: str) -> Written:
    return next(page for page in written_pages(material) if page.page == path)


def test_an_article_tells_its_kind_and_ends_with_its_chapters(material: Material, write: Write) -> None:
    write("docs/articles/bread.md", article())

    shown = page(material, "articles/bread.md").text

    assert "# How bread is priced\n\n" in shown
    assert "How-to · Core commerce · 1 minute" in text(shown)
    assert shown.index("Build it in the course") > shown.index("In cents.")
    assert 'href="../course/till/index.html"' in shown


@pytest.mark.parametrize(("kind", "label"), [("audience", "For a role"), ("people", "People")])
def test_a_guide_for_a_role_is_told_from_a_page_about_people(
    material: Material, write: Write, kind: str, label: str
) -> None:
    write("docs/articles/bread.md", article(kind=kind))

    assert f"{label} · Core commerce" in text(page(material, "articles/bread.md").text)


def test_articles_are_listed_and_ordered_by_pillar(material: Material, write: Write) -> None:
    write("docs/articles/index.md", INDEX)
    write("docs/articles/bread.md", article())
    write("docs/articles/cake.md", article(title="Why cake is dear", pillar="planning-and-architecture"))

    shown = page(material, "articles/index.md").text
    nav = navigation(written_pages(material), [], material.course.chapters)

    assert shown.index("Why cake is dear") < shown.index("How bread is priced")
    assert 'href="bread.html"' in shown
    assert nav[-1] == {
        "Articles": [
            "articles/index.md",
            {"Planning and architecture": ["articles/cake.md"]},
            {"Core commerce": ["articles/bread.md"]},
        ]
    }


def test_a_lesson_ends_with_the_articles_that_name_its_chapter(material: Material, write: Write) -> None:
    write("docs/articles/bread.md", article())
    write("docs/articles/cake.md", article(title="Why cake is dear", chapters=["receipts"]))
    till, receipts = material.course.chapters

    _, shown = lesson(material, till)

    assert '<a href="../../articles/bread.html">How bread is priced</a>' in shown
    assert "Why cake is dear" not in shown
    assert "Why cake is dear" in lesson(material, receipts)[1]


def test_a_lesson_that_no_article_names_ends_as_it_was_written(material: Material) -> None:
    _, shown = lesson(material, material.course.chapter("till"))

    assert "Questions that this chapter answers" not in shown


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ({"query": ""}, "docs/articles/bread.md:1: the article's head has no `query`"),
        ({"kind": "how to"}, "write `how-to`, the nearest"),
        ({"pillar": "core-comerce"}, "write `core-commerce`, the nearest"),
        ({"chapters": ["til"]}, "write `till`, the nearest"),
        ({"description": "x" * 161}, "161 characters"),
    ],
)
def test_a_head_that_is_not_right_is_refused(
    material: Material, write: Write, head: dict[str, object], says: str
) -> None:
    write("docs/articles/bread.md", article(**head))

    with pytest.raises(Problem) as caught:
        written_pages(material)

    assert says in f"{caught.value.what} {caught.value.found} {caught.value.do}"
