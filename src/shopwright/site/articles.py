"""Articles: pages of `docs/articles/` that answer one question each, outside the order of the course.

The head of an article says what it is (`kind`), where it belongs (`pillar`), which question brings readers to
it (`query`), and which chapters of the course build what it tells about (`chapters`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopwright.course.manifest import Chapter, Course
from shopwright.course.names import advice
from shopwright.errors import Problem
from shopwright.site import parts
from shopwright.site.directives import Call, Context
from shopwright.site.heads import head_of
from shopwright.site.markup import count, escape, inline, link
from shopwright.site.material import Material

FOLDER = "articles"
PILLARS = {
    "planning-and-architecture": "Planning and architecture",
    "core-commerce": "Core commerce",
    "payments-and-checkout": "Payments and checkout",
    "apis-and-integrations": "APIs and integrations",
    "security-and-compliance": "Security and compliance",
    "scaling-and-operations": "Scaling and operations",
    "testing-and-deployment": "Testing and deployment",
}
KINDS = {
    "concept": "Concept",
    "solution": "Solution",
    "comparison": "Comparison",
    "how-to": "How-to",
    "faq": "Question",
    "people": "People",
    "audience": "For a role",
    "scenario": "Scenario",
    "research": "Research",
}
KEYS = ("title", "description", "query", "kind", "pillar", "chapters")
LONGEST_DESCRIPTION = 160  # characters; search engines cut what is longer
WORDS_A_MINUTE = 220
_FENCES = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Article:
    """What the head of an article says; `page` is its path in the site."""

    page: str
    title: str
    description: str
    kind: str
    pillar: str
    chapters: tuple[Chapter, ...]


def is_article(page: str) -> bool:
    """Whether a page of the site is an article."""
    return page.startswith(f"{FOLDER}/") and not page.endswith("/index.md")


def article_of(page: str, meta: Mapping[str, Any], file: str, course: Course) -> Article:
    """Read the head of an article.

    Raises:
        Problem: it lacks something, or names what there is not; the nearest valid name is told.
    """
    for key in KEYS:
        if not meta.get(key):
            raise Problem(
                f"{file}:1: the article's head has no `{key}`.", found=", ".join(meta) or "nothing.",
                do=f"an article says {', '.join(KEYS)}.",
            )  # fmt: skip
    description = str(meta["description"])
    if len(description) > LONGEST_DESCRIPTION:
        raise Problem(
            f"{file}:1: the description is too long for a list of search results.",
            found=f"{len(description)} characters.",
            do=f"say it in {LONGEST_DESCRIPTION}.",
        )
    for key, known in (("kind", KINDS), ("pillar", PILLARS)):
        _known(str(meta[key]), known, key, file)
    slugs = [chapter.slug for chapter in course.chapters]
    for slug in meta["chapters"]:
        _known(slug, slugs, "chapter", file)
    chapters = tuple(course.chapter(slug) for slug in meta["chapters"])
    return Article(page, str(meta["title"]), description, meta["kind"], meta["pillar"], chapters)


def _known(name: str, names: Iterable[str], what: str, file: str) -> None:
    if name not in names:
        raise Problem(
            f"{file}:1: there is no {what} `{name}`.",
            found=f"{what}: {name}",
            do=advice(name, names, otherwise=f"take one of {', '.join(names)}."),
        )


def framed(article: Article, text: str, source: str) -> str:
    """Return an article with what it is below its title, and its chapters at its end.

    Args:
        text: the article with its directives expanded.
        source: the article as it was written, of which the reading time is told.
    """
    words = len(_FENCES.sub("", source).split())
    minutes = count(max(1, round(words / WORDS_A_MINUTE)), "minute")
    facts = f'<p class="sw-facts">{KINDS[article.kind]} · {PILLARS[article.pillar]} · {minutes}</p>'
    told = re.sub(r"^(# .*)$", lambda title: f"{title[1]}\n\n{facts}", text, count=1, flags=re.MULTILINE)
    items = "".join(
        f'<li><a href="{link(article.page, parts.lesson_page(chapter))}">{escape(chapter.title)}</a>'
        f"<p>{inline(chapter.summary)}</p></li>"
        for chapter in article.chapters
    )
    return f'{told}\n## Build it in the course\n\n<ul class="sw-related">{items}</ul>\n'


def articles(context: Context, call: Call) -> str:
    """`@articles`: all articles by pillar, each with its description."""
    call.only()
    found = list(all_articles(context.material))
    groups = [(name, [each for each in found if each.pillar == slug]) for slug, name in PILLARS.items()]
    return "\n\n".join(_group(context.page, name, each) for name, each in groups if each)


def told_of(material: Material, chapter: Chapter, page: str) -> str:
    """Return the list of articles that name a chapter, for the end of its lesson; nothing if none does."""
    found = [each for each in all_articles(material) if chapter in each.chapters]
    return _group(page, "Questions that this chapter answers", found) if found else ""


def all_articles(material: Material) -> Iterator[Article]:
    """Yield every article there is, by file name."""
    for file in sorted((material.root / "docs" / FOLDER).glob("*.md")):
        page, shown = f"{FOLDER}/{file.name}", material.shown(file)
        if is_article(page):
            yield article_of(page, head_of(file.read_text("utf-8"), shown), shown, material.course)


def _group(page: str, name: str, found: Sequence[Article]) -> str:
    items = "".join(
        f'<li><a href="{link(page, article.page)}">{escape(article.title)}</a>'
        f"<p>{inline(article.description)}</p></li>"
        for article in found
    )
    return f'## {name}\n\n<ul class="sw-related">{items}</ul>'
