"""Workshops that are ready to be given, as instructors read them on the site."""

from collections.abc import Iterator

from shopwright.course.plans import Plan, load_plans, shown
from shopwright.course.schedule import NAMES, Laid, schedule
from shopwright.site import parts
from shopwright.site.directives import Call, Context
from shopwright.site.markup import escape, inline, link


def plans(context: Context, call: Call) -> str:
    """`@plans`: each ready workshop with its reasons, its times, and what is left out."""
    call.only()
    found = load_plans(context.material.course)
    return "\n\n".join(piece for plan in found for piece in _plan(context.page, plan))


def _plan(page: str, plan: Plan) -> Iterator[str]:
    yield f"## {escape(plan.length)}: {escape(plan.title)} {{ #{plan.slug} }}"
    yield f'<p class="sw-lead">{inline(plan.who)}</p>'
    yield f"<p>{inline(plan.why)} The room begins at the tag <code>{plan.start}</code>.</p>"
    yield parts.command(f"shopwright teach plan {plan.slug}")
    rows = "".join(_chosen(page, laid) for laid in schedule(plan).sessions)
    head = "<thead><tr><th>Session</th><th>Chapters, and why</th></tr></thead>"
    yield f'<table class="sw-times">{head}<tbody>{rows}</tbody></table>'
    times = "".join(_times(laid) for laid in schedule(plan).sessions)
    yield f'<details class="sw-whole"><summary>The times</summary>{times}</details>'
    left = "".join(
        f"<li>{', '.join(f'<code>{chapter.slug}</code>' for chapter in chapters)}: {inline(why)}</li>"
        for chapters, why in plan.without
    )
    yield f"<p>Left out:</p><ul>{left}<li>All others: {inline(plan.rest)}</li></ul>"


def _chosen(page: str, laid: Laid) -> str:
    items = "".join(
        f'<li><a href="{link(page, parts.teaching_page(chosen.chapter))}">'
        f"{escape(chosen.chapter.title)}</a>: {inline(chosen.why)}"
        f"{' Its work is taken home.' if chosen.work == 'home' else ''}</li>"
        for chosen in laid.session.chapters
    )
    begin, end = laid.session.start, laid.session.start + laid.session.minutes
    times = f"{shown(begin)} to {shown(end)}"
    return f"<tr><td>{escape(laid.session.title)}<br>{times}</td><td><ul>{items}</ul></td></tr>"


def _times(laid: Laid) -> str:
    rows = "".join(
        f"<tr><td>{shown(slot.begin)}</td><td>{slot.minutes}</td><td>{NAMES[slot.kind]}"
        f"{f': {escape(slot.chapter.title)}' if slot.chapter else ''}"
        f"{f' ({slot.part})' if slot.part else ''}</td></tr>"
        for slot in laid.slots
    )
    head = "<thead><tr><th>At</th><th>Minutes</th><th>What</th></tr></thead>"
    title = f"<p><strong>{escape(laid.session.title)}</strong></p>"
    return f'{title}<table class="sw-times">{head}<tbody>{rows}</tbody></table>'
