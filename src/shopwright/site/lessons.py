"""The pages of the course: a lesson for each chapter, a page for each step, and the instructors' notes."""

from collections.abc import Iterator
from functools import partial

from shopwright.course.manifest import Chapter, Span, Step
from shopwright.course.tree import Change
from shopwright.errors import Problem
from shopwright.site import articles, diff, frame, glossary, parts, pitfalls, terminal
from shopwright.site.directives import LESSON, Context, expand
from shopwright.site.exercises import exercise_directive, exercises_of
from shopwright.site.markup import count, escape, front_matter, link, prose
from shopwright.site.material import Material

# Longer changes are folded: lock files and fixtures are not read line by line.
_FOLD_ABOVE = 400

Page = tuple[str, str]


def lesson(material: Material, chapter: Chapter) -> Page:
    """Return the lesson of a chapter: what it takes, its commits, and its text, expanded."""
    page = parts.lesson_page(chapter)
    file = chapter.lesson
    if not file.is_file():
        raise Problem(
            f"The chapter `{chapter.slug}` has no lesson.",
            found=f"no {material.shown(file)}.",
            do="write it; `shopwright course lint` says what a chapter needs.",
        )
    context = Context(material, page, material.shown(file), chapter)
    source, terms = glossary.with_links(file.read_text("utf-8"), page, material.terms)
    body = expand(source, context, {**LESSON, "exercise": exercise_directive})
    head = front_matter(chapter.title, description=chapter.summary)
    answers = articles.told_of(material, chapter, page)
    text = _without_title(terminal.with_recording(pitfalls.anchored(body)))
    top, end = frame.head(material, chapter, terms), frame.foot(material, chapter)
    return page, f"{head}{top}\n\n{text}\n{answers}\n\n{end}\n"


def _without_title(body: str) -> str:
    first, _, rest = body.lstrip().partition("\n")
    return rest if first.startswith("# ") else body


def step_of(material: Material, step: Step) -> Page:
    """Return the page of a step: message, command, and the change of each file."""
    chapter = material.chapter_of(step)
    page = parts.step_page(step)
    changed = material.changes(step)
    place = f"commit {chapter.steps.index(step) + 1} of {len(chapter.steps)}"
    back = f'<a href="{link(page, parts.lesson_page(chapter))}">{escape(chapter.title)}</a>'
    head = (
        f"{front_matter(step.commit, description=f'{chapter.title}: {step.commit}')}"
        f'<p class="sw-eyebrow">{back} · {place}</p>\n\n# {_heading(step.commit)}\n\n'
        f'<div class="sw-message">{prose(step.why)}</div>\n\n'
        f"{parts.command(f'git checkout {step.name}', parts.compare(material, step))}\n\n"
    )
    files = "\n\n".join(_file(change, number) for number, change in enumerate(changed, 1))
    return page, f"{head}{_summary(changed)}\n\n{files}\n"


def _heading(text: str) -> str:
    # A subject is plain text: only backticks mean something in it.
    return "".join(f"\\{char}" if char in "*_[]<>#!" else char for char in text)


def _summary(changed: list[Change]) -> str:
    rows = "".join(_summary_row(change, number) for number, change in enumerate(changed, 1))
    return (
        f"## {count(len(changed), 'changed file')} {{ #changes data-toc-label='Changes' }}\n\n"
        f'<ul class="sw-files">{rows}</ul>'
    )


def _summary_row(change: Change, number: int) -> str:
    found = diff.of(change)
    size = parts.counts(*found.counts()) if found else ""
    return (
        f'<li><span class="sw-status sw-{change.kind}">{_STATUS[change.kind]}</span> '
        f'<a href="#file-{number}"><code>{_breakable(change.path)}</code></a> {size}</li>'
    )


_STATUS = {"added": "new", "modified": "changed", "deleted": "removed"}


def _breakable(path: str) -> str:
    return escape(path).replace("/", "/<wbr>")


def _file(change: Change, number: int) -> str:
    """Return the section of one changed file; what is not read line by line is folded."""
    # The label is read as Markdown before it becomes an attribute: `__init__` would turn bold.
    short = change.path if len(change.path) < 30 else "…/" + "/".join(change.path.split("/")[-2:])
    short = short.replace("_", "&#95;")
    head = (
        f'### <span class="sw-status sw-{change.kind}">{_STATUS[change.kind]}</span> '
        f"`{change.path}` {{ #file-{number} data-toc-label='{short}' .sw-file }}"
    )
    found = diff.of(change)
    if found is None:
        size = len(change.new.data) if change.new else 0
        return f'{head}\n\n<p class="sw-note">Not text: {size:,} bytes that come with the commit.</p>'
    return f"{head}\n\n{_change(found, number)}{_finished(found, number)}"


def _change(found: diff.FileDiff, number: int) -> str:
    target = f"file-{number}-whole" if found.status == "changed" else f"file-{number}-change"
    kind = "sw-change sw-all" if found.status == "new" else "sw-change"
    body = (
        f'<div class="{kind}" id="file-{number}-change" data-search-exclude '
        f'data-copy="#{target}">{diff.render(found)}</div>'
    )
    added, removed = found.counts()
    if added + removed <= _FOLD_ABOVE:
        return body
    return (
        f'<details class="sw-whole" data-search-exclude><summary>{added + removed:,} changed lines'
        f"</summary>{body}</details>"
    )


def _finished(found: diff.FileDiff, number: int) -> str:
    if found.status != "changed" or not found.new:
        return ""
    lines = count(len(found.new.splitlines()), "line")
    return (
        f'\n\n<details class="sw-whole" id="file-{number}-whole" data-search-exclude>'
        f"<summary>The finished file, {lines}</summary>{diff.render_listing(found.new, found.path)}</details>"
    )


def teaching(material: Material, chapter: Chapter) -> Page | None:
    """Return a chapter's page for instructors, or None while nobody has written it."""
    file = chapter.folder / "teaching.md"
    if not file.is_file():
        return None
    page = parts.teaching_page(chapter)
    context = Context(material, page, material.shown(file), chapter, step=chapter.steps[-1])
    body = expand(file.read_text("utf-8"), context, LESSON)
    back = f'<a href="{link(page, parts.lesson_page(chapter))}">the lesson</a>'
    head = (
        f"{front_matter(chapter.title, description=f'Notes for instructors: {chapter.title}')}"
        f'<p class="sw-eyebrow">For instructors · {back}</p>\n\n# {chapter.title}\n\n{_times(chapter)}\n\n'
    )
    return page, head + _without_title(body)


def _times(chapter: Chapter) -> str:
    names = {"teach": "Explaining", "do": "Learners working"}
    rows = "".join(_time_row(names[key], span) for key, span in chapter.teaching.items())
    if not rows:
        return ""
    return (
        '<table class="sw-times"><thead><tr><th>Minutes</th><th>Quick group</th><th>Usual</th>'
        f"<th>Slow group</th><th>Known how</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _time_row(name: str, span: Span) -> str:
    return (
        f"<tr><th>{name}</th><td>{span.min}</td><td>{span.median}</td><td>{span.max}</td>"
        f"<td>{span.basis}</td></tr>"
    )


def pages(material: Material) -> Iterator[Page]:
    """Yield every page of the course."""
    for chapter in material.course.chapters:
        yield lesson(material, chapter)
        yield from (material.once(step.name, partial(step_of, material, step)) for step in chapter.steps)
        yield from exercises_of(material, chapter)
        if notes := teaching(material, chapter):
            yield notes
