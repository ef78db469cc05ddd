"""What a page is, in the words of schema.org: for search engines, as JSON-LD in the page's head."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from shopwright.course.manifest import Course
from shopwright.site.articles import is_article
from shopwright.site.descriptions import plain
from shopwright.site.heads import head_of

Node = dict[str, Any]
COURSE, HOME, TEACH = "course/index.md", "index.md", "teach/index.md"
NAME = "Shopwright"
_FENCE = re.compile(r"^(```+|~~~+).*?^\1[ ]*$", re.MULTILINE | re.DOTALL)
_QUESTION = re.compile(r"^(#{1,3}) (.+\?)[ ]*(?:\{[^}]*\})?$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} |^@|^\||^<", re.MULTILINE)


class Described:
    """Knows all pages of a site that has an address.

    Args:
        pages: the pages by path, each with a title and a description in its head.
        dates: when a page was first published, by its address below the site's.
    """

    def __init__(
        self, pages: Mapping[str, str], course: Course, address: str, dates: Mapping[str, str]
    ) -> None:
        self._heads = {page: head_of(text, page) for page, text in pages.items()}
        self._pages, self._course = pages, course
        self._address, self._dates = address, dates

    def of(self, page: str, picture: str) -> str:
        """Return what a page is, as JSON that can stand in a script element."""
        nodes = [*self._main(page, picture), *self._way(page)]
        text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
        return text.replace("<", "\\u003c")

    def url(self, page: str) -> str:
        """Return the whole address of a page."""
        return f"{self._address}{html_of(page)}"

    def title(self, page: str) -> str:
        """Return a page's title."""
        return plain(str(self._heads[page].get("title") or page))

    def description(self, page: str) -> str:
        """Return a page's description."""
        return str(self._heads[page].get("description") or self.title(page))

    def _main(self, page: str, picture: str) -> Sequence[Node]:
        if page == HOME:
            return [{"@type": "WebSite", "name": NAME, "url": self.url(HOME), "publisher": self._maker()}]
        if page == COURSE:
            return [self._whole_course()]
        if is_article(page):
            faq = self._faq(page) if self._heads[page].get("kind") == "faq" else []
            return [self._article(page, picture), *faq]
        if is_lesson(page):
            part = {"isPartOf": {"@type": "Course", "name": self.title(COURSE), "url": self.url(COURSE)}}
            return [self._article(page, picture) | part]
        return []

    def _maker(self) -> Node:
        return {"@type": "Organization", "name": NAME, "url": self.url(HOME)}

    def _whole_course(self) -> Node:
        minutes = sum(each.minutes.read + each.minutes.do for each in self._course.chapters if each.minutes)
        instance = {"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": f"PT{minutes}M"}
        return {
            "@type": "Course",
            "name": f"{NAME}: {self.title(COURSE)}",
            "description": self.description(COURSE),
            "url": self.url(COURSE),
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "provider": self._maker(),
            "offers": {"@type": "Offer", "category": "Free"},
            "hasCourseInstance": instance,
            "hasPart": [
                {
                    "@type": "TechArticle",
                    "headline": each.title,
                    "url": self.url(f"course/{each.slug}/index.md"),
                }
                for each in self._course.chapters
            ],
        }

    def _article(self, page: str, picture: str) -> Node:
        date = self._dates.get(html_of(page))
        return {
            "@type": "TechArticle",
            "headline": self.title(page)[:110],
            "description": self.description(page),
            "url": self.url(page),
            "mainEntityOfPage": self.url(page),
            "inLanguage": "en",
            "image": [picture],
            "author": [self._maker()],
            "publisher": self._maker(),
            **({"datePublished": date} if date else {}),
        }

    def _faq(self, page: str) -> Sequence[Node]:
        asked = [
            {"@type": "Question", "name": plain(name), "acceptedAnswer": {"@type": "Answer", "text": text}}
            for name, text in questions(self._pages[page])
        ]
        return [{"@type": "FAQPage", "mainEntity": asked}] if asked else []

    def _step(self, page: str) -> str:
        return NAME if page == HOME else self.title(page)

    def _way(self, page: str) -> Sequence[Node]:
        way = [one for one in way_to(page) if one in self._heads]
        if len(way) < 2:
            return []
        items = [
            {"@type": "ListItem", "position": place, "name": self._step(one), "item": self.url(one)}
            for place, one in enumerate(way, 1)
        ]
        return [{"@type": "BreadcrumbList", "itemListElement": items}]


def html_of(page: str) -> str:
    """Return the address of a page below the site's."""
    return re.sub(r"\.md$", ".html", page)


def is_lesson(page: str) -> bool:
    """Whether a page is the lesson of a chapter."""
    return page.startswith("course/") and page.count("/") == 2 and page.endswith("/index.md")


def way_to(page: str) -> list[str]:
    """Return the pages above a page, the landing page first, and the page itself."""
    if page == HOME:
        return [HOME]
    above = [HOME]
    parts = page.split("/")
    for depth in range(1, len(parts)):
        index = "/".join([*parts[:depth], "index.md"])
        above.append(TEACH if index == "instructors/index.md" else index)
    return [*(one for one in above if one != page), page]


def questions(text: str) -> list[tuple[str, str]]:
    """Return the questions among the headings of a page, each with the words below it."""
    body = _FENCE.sub("", text[4:].partition("\n---\n")[2] if text.startswith("---\n") else text)
    found = list(_QUESTION.finditer(body))
    told = []
    for place, one in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(body)
        below = body[one.end() : end]
        paragraphs = re.split(r"\n\s*\n", below)
        words = " ".join(plain(each) for each in paragraphs if not _HEADING.match(each.lstrip()))
        if words.strip():
            told.append((one[2], words.strip()))
    return told
