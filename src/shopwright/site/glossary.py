"""The words of the course: linked where a page uses them first, and listed on a page of their own."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from shopwright.site import parts
from shopwright.site.directives import Call, Context
from shopwright.site.markup import escape, inline, link
from shopwright.site.material import Material
from shopwright.site.terms import Term

PAGE = "reference/glossary.md"
# Where no word is linked: code, links, footnotes, HTML and what stands in quotes of attributes.
_LEFT_ALONE = re.compile(r"`+[^`]*`+|!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?|<[^>]*>|\{[^}]*\}|https?://\S+")
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_NO_PROSE = re.compile(r"(#|\||<|@| {4}|:|---$|\[\^)")


def with_links(markdown: str, page: str, terms: Sequence[Term]) -> tuple[str, tuple[Term, ...]]:
    """Return a page whose words lead to the glossary where they are used first, and these words.

    Nothing is linked in headings, code, tables, HTML or in links. Lines stay lines, so that messages about
    the page still name the right one.
    """
    linker = _Linker(page, [term for term in terms if term.is_meant(_slug(page))])
    return linker.link(markdown), tuple(sorted(linker.used, key=lambda term: term.name.lower()))


def _slug(page: str) -> str:
    """Return the slug of a lesson (`course/carts/index.md`) or of an article."""
    path = PurePosixPath(page)
    return path.parent.name if path.stem == "index" else path.stem


class _Linker:
    """Goes through a page once and remembers which words it has met."""

    def __init__(self, page: str, terms: Sequence[Term]) -> None:
        self._page = page
        self._terms = {_plain(word): term for term in terms for word in term.spellings}
        # The longest comes first: "idempotency key" before "key".
        words = sorted(self._terms, key=len, reverse=True)
        choice = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
        self._words = re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE) if words else None
        self.used: list[Term] = []

    def link(self, markdown: str) -> str:
        blocks = list(_blocks(markdown))
        return "\n".join(self._paragraph(text) if is_prose else text for is_prose, text in blocks) + "\n"

    def _paragraph(self, text: str) -> str:
        pieces, end = [], 0
        for alone in _LEFT_ALONE.finditer(text):
            pieces += [self._linked(text[end : alone.start()]), alone.group()]
            end = alone.end()
        return "".join([*pieces, self._linked(text[end:])])

    def _linked(self, text: str) -> str:
        return self._words.sub(self._found, text) if self._words else text

    def _found(self, match: re.Match[str]) -> str:
        term = self._terms[_plain(match.group())]
        if term in self.used:
            return match.group()
        self.used.append(term)
        return term_link(self._page, term, match.group())


def term_link(page: str, term: Term, shown: str = "") -> str:
    """Return a word as a link to its place in the glossary, with its meaning at hand."""
    href = link(page, f"{PAGE}#{term.anchor}")
    return f'<a class="sw-term" href="{href}" title="{escape(term.meaning)}">{shown or escape(term.name)}</a>'


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _blocks(markdown: str) -> Iterator[tuple[bool, str]]:
    """Yield runs of lines, and whether they are prose."""
    run: list[str] = []
    fence, head = "", markdown.startswith("---\n")
    for number, line in enumerate(markdown.splitlines()):
        ticks = _FENCE.match(line)
        inside = bool(fence) or head
        if ticks and not fence:
            fence, inside = ticks[1], True
        elif ticks and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        if head and number and line == "---":
            head = False
        if inside or _NO_PROSE.match(line) or not line.strip():
            if run:
                yield True, "\n".join(run)
            run = []
            yield False, line
        else:
            run.append(line)
    if run:
        yield True, "\n".join(run)


def glossary(context: Context, call: Call) -> str:
    """`@glossary`: all words with their meaning and the lesson that explains each."""
    call.only()
    rows = "".join(_row(context.material, context.page, term) for term in context.material.terms)
    return f'<dl class="sw-entries sw-glossary">{rows}</dl>'


def _row(material: Material, page: str, term: Term) -> str:
    slug, _, anchor = term.read.partition("#")
    chapter = material.course.chapter(slug)
    href = link(page, f"{parts.lesson_page(chapter)}#{anchor}")
    others = ", ".join(escape(word) for word in term.spellings[1:] if _plain(word) != f"{_plain(term.name)}s")
    also = f' <span class="sw-default">also {others}</span>' if others else ""
    return (
        f'<div id="{term.anchor}"><dt><strong>{escape(term.name)}</strong>{also}</dt>'
        f'<dd>{inline(term.meaning)} <a href="{href}">{escape(chapter.title)}</a></dd></div>'
    )
