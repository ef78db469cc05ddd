"""The page of all messages: what lessons warn of, what the store refuses, and what keeps it from starting."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from shopwright.course.manifest import Chapter, Step
from shopwright.site import parts
from shopwright.site.directives import Call, Context
from shopwright.site.markup import escape, inline, link
from shopwright.site.material import Material
from shopwright.site.messages import Refusal, Stop, refusals, stops, trees_of
from shopwright.site.pitfalls import Pitfall, pitfalls

PLACES = {
    "config": "Settings that production refuses",
    "local": "Servers and commands on your machine",
    "shop": "Commands of the store",
    "storefront": "Pages of the store",
}
_WORD = re.compile(r"[a-z0-9]+")

Warned = Sequence[tuple[Chapter, Pitfall]]


def errors(context: Context, call: Call) -> str:
    """`@errors`: every message of the course with its cause, each in a section that the search finds."""
    call.only()
    material, page = context.material, context.page
    modules = trees_of(material.texts())
    warned = [
        (chapter, pitfall)
        for chapter in material.course.chapters
        if chapter.lesson.is_file()
        for pitfall in pitfalls(chapter.lesson.read_text("utf-8"))
    ]
    sections = [
        "## What lessons warn of",
        *_by_chapter(page, warned),
        "## What the store refuses",
        *_by_domain(material, page, refusals(modules), warned),
        "## What keeps the store from starting",
        *_by_place(material, page, stops(modules)),
    ]
    return "\n\n".join(sections)


def _by_chapter(page: str, warned: Warned) -> Iterator[str]:
    seen = ""
    for chapter, pitfall in warned:
        if chapter.slug != seen:
            seen = chapter.slug
            yield f"### {chapter.title} {{ #{chapter.slug} }}"
        href = link(page, f"{parts.lesson_page(chapter)}#{pitfall.anchor}")
        yield (
            f"#### {pitfall.said} {{ #{chapter.slug}-{pitfall.anchor} .sw-message-said }}\n\n"
            f"{_sentence(pitfall.told)}\n\n"
            f'<p class="sw-facts">Told in <a href="{href}">{escape(chapter.title)}</a></p>'
        )


def _by_domain(material: Material, page: str, found: Sequence[Refusal], warned: Warned) -> Iterator[str]:
    for domain, refused in groupby(sorted(found, key=_domain), key=_domain):
        yield f"### {domain.capitalize()} {{ #refused-by-{domain.replace(' ', '-')} }}"
        for refusal in sorted(refused, key=lambda refusal: refusal.title):
            yield _refusal(material, page, refusal, warned)


def _domain(refusal: Refusal) -> str:
    return refusal.path.split("/")[1].removesuffix(".py").replace("_", " ")


def _by_place(material: Material, page: str, found: Sequence[Stop]) -> Iterator[str]:
    for folder, name in PLACES.items():
        here = [stop for stop in found if stop.path.startswith(f"{folder}/")]
        if here:
            yield f"### {name} {{ #stopped-in-{folder} }}"
        for stop in here:
            yield _stop(material, page, stop)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _refusal(material: Material, page: str, refusal: Refusal, warned: Warned) -> str:
    advice = "".join(
        f"<li>{f'<em>Found:</em> {inline(one.found)} ' if one.found else ''}"
        f"<em>Do:</em> {inline(one.do)}</li>"
        for one in refusal.advice
    )
    told = [(chapter, pitfall) for chapter, pitfall in warned if refusal.title in pitfall.said]
    links = "".join(
        f' · warned of in <a href="{link(page, f"{parts.lesson_page(chapter)}#{pitfall.anchor}")}">'
        f"{escape(chapter.title)}</a>"
        for chapter, pitfall in told
    )
    return (
        f"#### {refusal.title} {{ #{refusal.code} .sw-message-said }}\n\n"
        f"<p>{inline(refusal.meaning)}</p>{f'<ul>{advice}</ul>' if advice else ''}"
        f'<p class="sw-facts"><code>{refusal.code}</code>, {refusal.status} in the API · '
        f"{_introduced(material, page, refusal.path, f'class {refusal.name}(')}{links}</p>"
    )


def _stop(material: Material, page: str, stop: Stop) -> str:
    rest = "".join(f"<li>{inline(line)}</li>" for line in stop.lines[1:] if line != "…")
    words = "-".join(_WORD.findall(stop.lines[0].lower())[:8])
    head = stop.lines[0] if "`" in stop.lines[0] else stop.lines[0].replace("_", "\\_")
    return (
        f"#### {head} {{ #stop-{words} .sw-message-said }}\n\n"
        f"{f'<ul>{rest}</ul>' if rest else ''}"
        f'<p class="sw-facts">{_introduced(material, page, stop.path, stop.needle)}</p>'
    )


def _introduced(material: Material, page: str, path: str, needle: str) -> str:
    """Return a link to the place in a lesson where a piece of code came into the store."""
    step = first_with(material, path, needle)
    chapter = material.chapter_of(step)
    href = link(page, f"{parts.lesson_page(chapter)}#commit-{step.slug}")
    return f'<code>{escape(path)}</code>, since <a href="{href}">{inline(step.commit)}</a>'


def first_with(material: Material, path: str, needle: str) -> Step:
    """Return the step after which a file has a text; the one that brought the file, if it never is there."""
    brought = material.brought[path]
    for step in material.course.steps[brought.number - 1 :]:
        tree = material.tree(step)
        if path in tree and needle in tree[path].text:
            return step
    return brought
