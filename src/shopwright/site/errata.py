"""Errata: what is wrong in a published edition, from one file, by edition and chapter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shopwright.course.manifest import Course
from shopwright.course.names import advice
from shopwright.course.toml import Table, read_toml
from shopwright.errors import Problem
from shopwright.site import parts
from shopwright.site.directives import Call, Context
from shopwright.site.markup import escape, inline, link

FILE = "docs/course/errata.toml"


@dataclass(frozen=True)
class Edition:
    """A set of the course's refs; `published` is a day, or "" while it is prepared."""

    name: str
    published: str


@dataclass(frozen=True)
class Erratum:
    """One mistake: where it stands, what is right instead, and since which edition ("" for none yet)."""

    edition: str
    chapter: str
    found: str
    wrong: str
    right: str
    mended: str


def read_errata(root: Path, course: Course) -> tuple[Sequence[Edition], Sequence[Erratum]]:
    """Return the editions, the newest first, and their mistakes, in the order of the chapters.

    Raises:
        Problem: names the line that speaks of an edition or a chapter that does not exist, or of no day.
    """
    top = read_toml(root / FILE, "the errata")
    top.only("edition", "erratum")
    editions = [_edition(table) for table in top.tables("edition", "the edition")]
    names = [edition.name for edition in editions]
    errata = [_erratum(table, names, course) for table in top.tables("erratum", "the erratum")]
    places = {chapter.slug: number for number, chapter in enumerate(course.chapters)}
    return editions[::-1], sorted(errata, key=lambda erratum: (places[erratum.chapter], erratum.found))


def _edition(table: Table) -> Edition:
    table.only("name", "published")
    return Edition(table.text("name"), _day(table, "published", optional=True))


def _erratum(table: Table, editions: Sequence[str], course: Course) -> Erratum:
    table.only("edition", "chapter", "found", "wrong", "right", "mended")
    chapter = course.chapter(table.text("chapter")).slug
    mended = str(table.data.get("mended", ""))
    for name in filter(None, (table.text("edition"), mended)):
        if name not in editions:
            raise table.problem(
                "edition", f"There is no edition `{name}`.", found=f"{', '.join(editions) or 'none'}.",
                do=advice(name, editions, otherwise="add it as an [[edition]]."),
            )  # fmt: skip
    found = _day(table, "found")
    return Erratum(
        table.text("edition"), chapter, found, table.text("wrong"), table.text("right"), mended
    )  # fmt: skip


def _day(table: Table, key: str, *, optional: bool = False) -> str:
    text = str(table.data.get(key, ""))
    try:
        return date.fromisoformat(text).isoformat() if text or not optional else ""
    except ValueError as error:
        raise table.problem(
            key, f"`{key}` is not a day.", found=f'"{text}".', do='write it as "2026-11-26".'
        ) from error


def errata(context: Context, call: Call) -> str:
    """`@errata`: the mistakes of each edition. That none is known is said, too."""
    call.only()
    if not (context.material.root / FILE).is_file():
        raise Problem("There are no errata to show.", found=f"no {FILE}.", do="add the file.")
    editions, found = read_errata(context.material.root, context.material.course)
    return "\n\n".join(_section(context, edition, found) for edition in editions)


def _section(context: Context, edition: Edition, found: Sequence[Erratum]) -> str:
    own = [erratum for erratum in found if erratum.edition == edition.name]
    when = f"Published on {edition.published}." if edition.published else "Not published yet."
    items = "".join(_item(context, erratum) for erratum in own)
    body = f'<dl class="sw-entries">{items}</dl>' if own else "<p>No mistake is known in this edition.</p>"
    return f'## Edition {edition.name}\n\n<p class="sw-facts">{when}</p>\n\n{body}'


def _item(context: Context, erratum: Erratum) -> str:
    chapter = context.material.course.chapter(erratum.chapter)
    href = link(context.page, parts.lesson_page(chapter))
    mended = f"Right since edition {escape(erratum.mended)}." if erratum.mended else "Not mended yet."
    return (
        f'<div><dt><a href="{href}">{escape(chapter.title)}</a>'
        f'<span class="sw-default">found on {erratum.found}</span></dt>'
        f"<dd><p>Wrong: {inline(erratum.wrong)}</p><p>Right: {inline(erratum.right)}</p>"
        f"<p>{mended}</p></dd></div>"
    )
