"""What hand-written pages may show of the course: its chapters, its figures, a change, a picture."""

from collections.abc import Sequence
from itertools import groupby

from shopwright.course.manifest import Chapter
from shopwright.site import parts
from shopwright.site.directives import Call, Context, change
from shopwright.site.markup import count, escape, inline, link


def chapters(context: Context, call: Call) -> str:
    """`@chapters`: the whole course by parts."""
    call.only()
    grouped = groupby(context.material.course.chapters, key=lambda chapter: chapter.part)
    return "\n\n".join(_part(context, name, list(found)) for name, found in grouped)


def _part(context: Context, name: str, found: Sequence[Chapter]) -> str:
    items = "".join(_card(context.page, chapter) for chapter in found)
    return f'## {name}\n\n<ol class="sw-chapters" start="{found[0].number}">{items}</ol>'


def _card(page: str, chapter: Chapter) -> str:
    facts = [fact for fact in (parts.minutes(chapter), count(len(chapter.steps), "commit")) if fact]
    return (
        f'<li class="sw-chapter" value="{chapter.number}"><a href="{link(page, parts.lesson_page(chapter))}">'
        f"{escape(chapter.title)}</a><p>{inline(chapter.summary)}</p>"
        f'<p class="sw-facts">{" · ".join(facts)}</p></li>'
    )


def notes(context: Context, call: Call) -> str:
    """`@notes`: the chapters that have notes for instructors, with the minutes to plan for."""
    call.only()
    rows = "".join(_note(context.page, chapter) for chapter in context.material.course.chapters)
    return f'<ul class="sw-notes">{rows}</ul>'


def _note(page: str, chapter: Chapter) -> str:
    if not (chapter.folder / "teaching.md").is_file():
        return ""
    spans = chapter.teaching
    minutes = sum(span.median for span in spans.values())
    time = f' <span class="sw-facts">{minutes} min in the room</span>' if minutes else ""
    return f'<li><a href="{link(page, parts.teaching_page(chapter))}">{escape(chapter.title)}</a>{time}</li>'


def figures(context: Context, call: Call) -> str:
    """`@figures`: how much there is, counted when the site is built."""
    call.only()
    material = context.material
    course, store = material.course, material.last
    texts = material.texts()
    tests = sum(text.count("\ndef test_") for path, text in texts.items() if path.startswith("tests/"))
    found = {
        "chapters": len(course.chapters),
        "commits": len(course.steps),
        "files in the finished store": len(store),
        "tests in it": tests,
    }
    cells = "".join(f"<div><dt>{name}</dt><dd>{number}</dd></div>" for name, number in found.items())
    return f'<dl class="sw-figures">{cells}</dl>'


def log(context: Context, call: Call) -> str:
    """`@log`: the first commit of each chapter, as a line with dots; the last one is the store."""
    call.only()
    course = context.material.course
    rows = "".join(
        f'<li><a href="{link(context.page, parts.step_page(chapter.steps[0]))}">'
        f"{inline(chapter.steps[0].commit)}</a></li>"
        for chapter in course.chapters
    )
    rest = len(course.steps) - len(course.chapters)
    return (
        f'<div class="sw-log"><p class="sw-facts">The first commit of each chapter; '
        f"{count(rest, 'more', 'more')} between them</p>"
        f'<ol class="sw-commits">{rows}<li class="sw-log-end">Your store</li></ol></div>'
    )


def excerpt(context: Context, call: Call) -> str:
    """`@excerpt(path, step=chapter.step)`: a real change with its commit, as the landing page shows it."""
    body = change(context, call)
    step = context.material.course.step(call.options["step"])
    return (
        f'<div class="sw-excerpt"><p class="sw-excerpt-commit">'
        f'<a href="{link(context.page, parts.step_page(step))}">{inline(step.commit)}</a></p>{body}</div>'
    )
