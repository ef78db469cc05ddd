"""Tell a workshop: on a terminal, as a page of Markdown, and as data for programs."""

import textwrap
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from shopwright.course.manifest import Course
from shopwright.course.plans import Plan, shown, starting_point
from shopwright.course.schedule import NAMES, Laid, Schedule, Slot


def as_text(found: Schedule, course: Course) -> str:
    """Return a schedule as lines for a terminal."""
    plan = found.plan
    lines = [f"{plan.title} ({plan.length}, at the {found.pace} pace)"]
    lines += [plan.who, plan.why] if plan.why else []
    lines += [f"The room begins at the tag `{plan.start}`: git checkout {plan.start}"]
    jumps = plan.jumps(course) - {plan.chapters[0].slug}
    for laid in found.sessions:
        lines += ["", laid.session.title if len(found.sessions) > 1 or plan.why else "Schedule"]
        for slot in laid.slots:
            moved = _moves(slot, jumps)
            move = f"  (git checkout {moved})" if moved else ""
            lines.append(f"  {shown(slot.begin)}  {slot.minutes:3d} min  {_name(slot)}{move}")
        lines.append(f"  {shown(laid.slots[-1].end)}  end")
        lines += _too_long(laid)
    lines += ["", *_left_out(plan, course)] if plan.rest else []
    lines += ["", _honest(plan)]
    return "\n".join(_wrapped(lines))


def _wrapped(lines: list[str]) -> Iterator[str]:
    for line in lines:
        indent = " " * (4 if line.startswith("  ") else 0)
        yield from textwrap.wrap(line, 100, subsequent_indent=indent, break_on_hyphens=False) or [""]


def _moves(slot: Slot, jumps: frozenset[str]) -> str:
    """Return the tag to which the room moves at the beginning of a slot, or ""."""
    first = slot.kind == "teach" and slot.part[:1] in ("", "1")
    return starting_point(slot.chapter) if slot.chapter and first and slot.chapter.slug in jumps else ""


def _name(slot: Slot) -> str:
    of = f": {slot.chapter.title}" if slot.chapter else ""
    return f"{NAMES[slot.kind]}{of}{f' ({slot.part})' if slot.part else ''}"


def _too_long(laid: Laid) -> Iterator[str]:
    if not laid.over:
        return
    yield f"  {laid.over} minutes over time."
    for what, minutes in laid.relief:
        yield f"  You could {what} ({minutes} minutes)."
    if not laid.relief:
        yield "  No smaller part of it fits: take more time, or fewer breaks."


def _left_out(plan: Plan, course: Course) -> Iterator[str]:
    yield "Left out:"
    for chapters, why in plan.without:
        yield f"  {', '.join(chapter.slug for chapter in chapters)}: {why}"
    if rest := _rest(plan, course):
        yield f"  {', '.join(rest)}: {plan.rest}"


def _rest(plan: Plan, course: Course) -> list[str]:
    named = [*plan.chapters, *chain.from_iterable(chapters for chapters, _ in plan.without)]
    return [chapter.slug for chapter in course.chapters if chapter not in named]


def _honest(plan: Plan) -> str:
    bases = {span.basis for chapter in plan.chapters for span in chapter.teaching.values()}
    if bases == {"measured"}:
        return "All minutes of these chapters were measured in a room."
    some = "Some" if "measured" in bases else "All"
    return f"{some} of these minutes are estimates: nobody has timed a class with them yet."


def as_markdown(found: Schedule, course: Course) -> str:
    """Return a schedule as a page of Markdown, to be printed or edited."""
    plan = found.plan
    lines = [f"# {plan.title}", "", f"{plan.length}, at the {found.pace} pace. {_honest(plan)}"]
    for text in filter(None, (plan.who, plan.why)):
        lines += ["", text]
    lines += ["", f"The room begins at the tag `{plan.start}`:", "", f"    git checkout {plan.start}"]
    jumps = plan.jumps(course) - {plan.chapters[0].slug}
    for laid in found.sessions:
        lines += ["", f"## {laid.session.title}", "", "| at | minutes | what |", "| --- | ---: | --- |"]
        for slot in laid.slots:
            moved = _moves(slot, jumps)
            move = f"; move to `{moved}`" if moved else ""
            lines.append(f"| {shown(slot.begin)} | {slot.minutes} | {_name(slot)}{move} |")
        lines.append(f"| {shown(laid.slots[-1].end)} | | end |")
        lines += ["", *(line.strip() for line in _too_long(laid))] if laid.over else []
        lines += ["", *_reasons(laid)] if any(chosen.why for chosen in laid.session.chapters) else []
    if plan.rest:
        lines += ["", "## Left out", ""]
        lines += [f"- {line.strip()}" for line in list(_left_out(plan, course))[1:]]
    return "\n".join(lines) + "\n"


def _reasons(laid: Laid) -> Iterator[str]:
    for chosen in laid.session.chapters:
        home = " Its work is taken home." if chosen.work == "home" else ""
        yield f"- **{chosen.chapter.title}** (`{chosen.chapter.slug}`): {chosen.why}{home}"


def as_data(found: Schedule, course: Course) -> Mapping[str, Any]:
    """Return a schedule as plain data; times of day are texts as in "09:30"."""
    plan = found.plan
    return {
        "plan": plan.slug,
        "title": plan.title,
        "pace": found.pace,
        "start": plan.start,
        "over": found.over,
        "chapters": [chapter.slug for chapter in plan.chapters],
        "sessions": [_session_data(laid) for laid in found.sessions],
        "without": [
            {"chapters": [chapter.slug for chapter in chapters], "why": why}
            for chapters, why in [*plan.without]
        ],
        "rest": {"chapters": _rest(plan, course), "why": plan.rest},
    }


def _session_data(laid: Laid) -> Mapping[str, Any]:
    return {
        "title": laid.session.title,
        "minutes": laid.session.minutes,
        "over": laid.over,
        "relief": [{"what": what, "minutes": minutes} for what, minutes in laid.relief],
        "slots": [
            {
                "at": shown(slot.begin),
                "minutes": slot.minutes,
                "kind": slot.kind,
                "chapter": slot.chapter.slug if slot.chapter else None,
                "part": slot.part,
            }
            for slot in laid.slots
        ],
    }
