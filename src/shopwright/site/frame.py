"""What stands around a lesson's text: what it takes and how to get there, and at the end what comes next."""

from collections.abc import Iterable

from shopwright.course.manifest import Chapter
from shopwright.site import glossary, parts
from shopwright.site.markup import count, escape, inline, link
from shopwright.site.material import Material
from shopwright.site.terms import Term

CHECK = "shopwright learn check"


def head(material: Material, chapter: Chapter, terms: Iterable[Term] = ()) -> str:
    """Return the top of a lesson: its place, its minutes, what it needs, and how to stand at its start.

    Args:
        terms: the words of the glossary that the lesson uses.
    """
    chapters = material.course.chapters
    place = f"{escape(chapter.part)} · chapter {chapters.index(chapter) + 1} of {len(chapters)}"
    facts = [fact for fact in (parts.minutes(chapter), count(len(chapter.steps), "commit")) if fact]
    page = parts.lesson_page(chapter)
    return (
        f'<p class="sw-eyebrow">{place}</p>\n\n# {chapter.title}\n\n'
        f'<p class="sw-lead">{inline(chapter.summary)}</p>\n\n'
        f'<p class="sw-facts">{" · ".join(facts)}</p>\n\n'
        f'<section class="sw-begin" aria-label="Start of the chapter">'
        f'<p>Stand where the chapter begins, in <a href="{link(page, "course/index.md#get-the-course")}">'
        f"your copy of the course</a>, by the course's program or by plain git:</p>"
        f"{parts.command(_jump(material, chapter), f'git checkout {chapter.slug}-start')}"
        f"<p>Whenever you want to know how far your own code is:</p>{parts.command(CHECK)}"
        f"{_needs(material, chapter, terms)}"
        f"<details><summary>The {count(len(chapter.steps), 'commit')} of this chapter</summary>"
        f"{parts.commit_list(page, chapter)}</details></section>"
    )


def _jump(material: Material, chapter: Chapter) -> str:
    """Return the command that leads to a chapter: the first makes the copy, the others save what is in it."""
    word = "start" if chapter == material.course.chapters[0] else "catch-up"
    return f"shopwright learn {word} {chapter.slug}"


def _needs(material: Material, chapter: Chapter, terms: Iterable[Term]) -> str:
    page = parts.lesson_page(chapter)
    needed = [_chapter_link(chapter, material.course.chapter(slug)) for slug in material.needs[chapter.slug]]
    rows = {
        "You need": ", ".join(needed) or "Python 3.11 or newer, make and git",
        "Words to know": ", ".join(glossary.term_link(page, term) for term in terms),
    }
    cells = "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in rows.items() if text)
    return f'<dl class="sw-needs">{cells}</dl>'


def _chapter_link(chapter: Chapter, other: Chapter) -> str:
    href = link(parts.lesson_page(chapter), parts.lesson_page(other))
    return f'<a href="{href}">{escape(other.title)}</a>'


def foot(material: Material, chapter: Chapter) -> str:
    """Return the end of a lesson: how to check and compare one's code, and the chapters beside it."""
    chapters = material.course.chapters
    place = chapters.index(chapter)
    before = chapters[place - 1] if place else None
    after = chapters[place + 1] if place + 1 < len(chapters) else None
    sides = "".join(
        f'<p class="sw-{side}"><span>{words}</span> {_chapter_link(chapter, other)}</p>'
        for side, words, other in (("before", "Previous chapter", before), ("after", "Next chapter", after))
        if other
    )
    whole = f"git diff {chapter.slug}-start {chapter.slug}-end"
    return (
        '<section class="sw-begin" aria-label="End of the chapter">'
        f"<p>Check your code, and see all that the chapter changes:</p>{parts.command(CHECK, whole)}"
        f'</section>\n\n<nav class="sw-turn" aria-label="Chapters">{sides}</nav>'
    )
