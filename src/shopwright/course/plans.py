"""Workshops made from chapters: who they are for, what is in them and what is not, and why.

The ready ones stand in `chapters/plans.toml`:

    [[plan]]
    slug = "half-day"
    title = "The last one in stock"
    length = "Half a day"
    who = "…"
    why = "…"
    opening = 15            # minutes: to arrive, and to try the machines
    closing = 10
    breaks = { every = 90, minutes = 15 }
    rest = "Why everything that is not named is left out."

    [[plan.session]]
    title = "…"
    start = "09:00"
    minutes = 240
    lunch = { at = "12:30", minutes = 60 }                     # optional
    chapters = [{ slug = "carts", why = "…", work = "home" }]  # work: "room" (default) or "home"

    [[plan.without]]
    chapters = ["warehouses"]
    why = "…"
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path

from shopwright.course.manifest import SLUG, Chapter, Course
from shopwright.course.names import advice
from shopwright.course.toml import Table, read_toml
from shopwright.errors import Problem

FILE = "plans.toml"
_TIME = re.compile(r"(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)")


@dataclass(frozen=True)
class Breaks:
    """A break of `minutes` after at most `every` minutes of work; `every` 0 is no break at all."""

    every: int = 90
    minutes: int = 15


@dataclass(frozen=True)
class Lunch:
    """A long break: when it is due (minutes from midnight), and how long it is."""

    at: int
    minutes: int


@dataclass(frozen=True)
class Chosen:
    """A chapter in a workshop; `work` says where people do its work: in the `room`, or at `home`."""

    chapter: Chapter
    why: str = ""
    work: str = "room"


@dataclass(frozen=True)
class Session:
    """What is done in one go; `start` in minutes from midnight."""

    title: str
    start: int
    minutes: int
    chapters: tuple[Chosen, ...]
    lunch: Lunch | None = None


@dataclass(frozen=True)
class Plan:
    """A workshop.

    Attributes:
        who: for whom it is, and what they need to know.
        why: why these chapters, in this order.
        opening: minutes at the beginning of each session that no chapter takes; `closing` at its end.
        without: chapters that people would expect and do not get, with the reason.
        rest: why all others are left out.
    """

    slug: str
    title: str
    length: str
    who: str
    why: str
    sessions: tuple[Session, ...]
    breaks: Breaks = Breaks()
    opening: int = 15
    closing: int = 10
    without: tuple[tuple[tuple[Chapter, ...], str], ...] = ()
    rest: str = ""
    line: int = 1

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter in the order in which it is taught."""
        return tuple(chosen.chapter for session in self.sessions for chosen in session.chapters)

    @property
    def start(self) -> str:
        """The tag at which the room begins."""
        return starting_point(self.chapters[0])

    def jumps(self, course: Course) -> frozenset[str]:
        """Return the slugs of chapters before which the room moves, because others were left out."""
        after = {one.slug: two.slug for one, two in pairwise(course.chapters)}
        taught = self.chapters
        moved = {two.slug for one, two in pairwise(taught) if after.get(one.slug) != two.slug}
        return frozenset(moved | {taught[0].slug})


def starting_point(chapter: Chapter) -> str:
    """Return the tag at which a chapter begins."""
    return f"{chapter.slug}-start"


def load_plans(course: Course) -> tuple[Plan, ...]:
    """Return the ready plans of a course; none if it has no plans.toml.

    Raises:
        Problem: names the file, the line and the nearest valid name.
    """
    file = course.root / "chapters" / FILE
    if not file.is_file():
        return ()
    top = read_toml(file, "the plans")
    top.only("plan")
    return tuple(_plan(table, course) for table in top.tables("plan", "the plan"))


def find_plan(course: Course, slug: str) -> Plan:
    """Return a ready plan by its slug; a `Problem` names the nearest."""
    plans = {plan.slug: plan for plan in load_plans(course)}
    if slug not in plans:
        raise Problem(
            f"There is no plan `{slug}`.",
            found=f"{', '.join(plans) or 'no plan'} in chapters/{FILE}.",
            do=advice(slug, plans, otherwise="make one of your own: `shopwright teach plan --chapters a,b`."),
        )
    return plans[slug]


def own_plan(course: Course, slugs: Iterable[str], minutes: int) -> Plan:
    """Return a plan of one session from chapters that somebody names."""
    chosen = tuple(Chosen(course.chapter(slug)) for slug in slugs)
    if not chosen:
        raise Problem("A workshop needs chapters.", found="none.", do="name some: `--chapters a,b`.")
    title = ", ".join(each.chapter.title for each in chosen)
    session = Session(title, start=9 * 60, minutes=minutes, chapters=chosen)
    return Plan("own", title, _length(minutes), "", "", (session,))


def _length(minutes: int) -> str:
    """Return how long something is, as in "6 hours" or "2 hours 30 minutes"."""
    words = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in words if count)


def altered(
    plan: Plan, *, start: int | None = None, breaks: Breaks | None = None, minutes: int | None = None
) -> Plan:
    """Return a plan with another beginning, length or breaks in each of its sessions."""
    sessions = tuple(
        replace(
            session,
            start=session.start if start is None else start,
            minutes=session.minutes if minutes is None else minutes,
        )
        for session in plan.sessions
    )
    return replace(plan, sessions=sessions, breaks=breaks or plan.breaks)


def clock(text: str) -> int:
    """Return "09:30" as minutes from midnight; a `ValueError` if it is no time of day."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    return int(match["hours"]) * 60 + int(match["minutes"])


def shown(minutes: int) -> str:
    """Return minutes from midnight as "09:30"."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _plan(table: Table, course: Course) -> Plan:
    optional = ("opening", "closing", "breaks", "without")
    table.only("slug", "title", "length", "who", "why", "session", "rest", *optional)
    slug = table.text("slug")
    if not SLUG.fullmatch(slug):
        raise table.problem(
            "slug", "A plan's slug is in kebab-case.", found=f"{slug}.", do="use a-z, 0-9 and hyphens."
        )
    sessions = tuple(_session(each, course) for each in _inner(table, "session"))
    if not any(session.chapters for session in sessions):
        raise table.problem("slug", f"The plan `{slug}` teaches nothing.", found="no chapter.", do="add one.")
    return Plan(
        slug,
        title=table.text("title"),
        length=table.text("length"),
        who=_line(table, "who"),
        why=_line(table, "why"),
        sessions=sessions,
        breaks=_breaks(table.table("breaks")),
        opening=table.number("opening") if "opening" in table.data else Plan.opening,
        closing=table.number("closing") if "closing" in table.data else Plan.closing,
        without=tuple(_without(each, course) for each in _inner(table, "without")),
        rest=_line(table, "rest"),
        line=table.begin,
    )


def _inner(table: Table, key: str) -> list[Table]:
    """Return the tables of `[[plan.key]]`, which stand below the plan that they belong to."""
    entries = table.data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise table.problem(
            key, f"`{key}` is written otherwise.", found=f"{key} = …", do=f"use [[plan.{key}]]."
        )
    pattern = re.compile(rf"^\s*\[\[\s*plan\.{key}\s*\]\]")
    lines = enumerate(table.source.splitlines(), 1)
    begins = [number for number, line in lines if number > table.begin and pattern.match(line)]
    begins += [table.begin] * len(entries)
    pairs = zip(entries, begins, strict=False)
    return [Table(table.file, table.source, entry, f"the {key}", line) for entry, line in pairs]


def _session(table: Table, course: Course) -> Session:
    table.only("title", "start", "minutes", "lunch", "chapters")
    lunch = table.table("lunch")
    if lunch:
        lunch.only("at", "minutes")
    entries = table.data.get("chapters", [])
    rows = [Table(table.file, table.source, row, "the chapter", table.line("chapters")) for row in entries]
    return Session(
        table.text("title"),
        start=_time(table, "start"),
        minutes=table.number("minutes"),
        chapters=tuple(_chosen(row, course) for row in rows),
        lunch=Lunch(_time(lunch, "at"), lunch.number("minutes")) if lunch else None,
    )


def _chosen(table: Table, course: Course) -> Chosen:
    table.only("slug", "why", "work")
    work = table.text("work") if "work" in table.data else "room"
    if work not in ("room", "home"):
        raise table.problem(
            "work", "Work is done in the room or at home.", found=f'work = "{work}".', do='write "room".'
        )
    return Chosen(_known(table, course, table.text("slug")), table.text("why"), work)


def _without(table: Table, course: Course) -> tuple[tuple[Chapter, ...], str]:
    table.only("chapters", "why")
    return tuple(_known(table, course, slug) for slug in table.texts("chapters")), _line(table, "why")


def _known(table: Table, course: Course, slug: str) -> Chapter:
    try:
        return course.chapter(slug)
    except Problem as problem:
        raise table.problem("chapters", problem.what, found=problem.found, do=problem.do) from problem


def _breaks(table: Table | None) -> Breaks:
    if table is None:
        return Breaks()
    table.only("every", "minutes")
    return Breaks(table.number("every"), table.number("minutes"))


def _time(table: Table, key: str) -> int:
    try:
        return clock(table.text(key))
    except ValueError as error:
        raise table.problem(
            key, "That is no time of day.", found=f"{error}.", do='write it as "09:30".'
        ) from error


def _line(table: Table, key: str) -> str:
    return " ".join(table.text(key).split())


def flaws(course: Course) -> Iterable[tuple[Path, int, str]]:
    """Yield plans that contradict themselves, as file, line and sentence."""
    file = course.root / "chapters" / FILE
    for plan in load_plans(course):
        taught = plan.chapters
        named = [*taught, *chain.from_iterable(chapters for chapters, _ in plan.without)]
        for chapter in [each for each in course.chapters if named.count(each) > 1]:
            yield file, plan.line, f"the plan `{plan.slug}` names `{chapter.slug}` twice."
        if [chapter.number for chapter in taught] != sorted(chapter.number for chapter in taught):
            yield file, plan.line, f"the plan `{plan.slug}` teaches chapters out of their order."
