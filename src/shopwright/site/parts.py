"""The boxes that pages are put together from: a step, a listing, a change, the commits of a chapter."""

from shopwright.course.listing import Listing
from shopwright.course.manifest import Chapter, Step
from shopwright.site import diff
from shopwright.site.markup import count, escape, inline, link
from shopwright.site.material import Material


def lesson_page(chapter: Chapter) -> str:
    """Return the path of a chapter's lesson in the site."""
    return f"course/{chapter.slug}/index.md"


def step_page(step: Step) -> str:
    """Return the path of a step's page in the site."""
    return f"course/{step.chapter}/{step.slug}/index.md"


def exercise_page(chapter: Chapter, name: str) -> str:
    """Return the path of an exercise's page in the site."""
    return f"course/{chapter.slug}/exercises/{name}/index.md"


def teaching_page(chapter: Chapter) -> str:
    """Return the path of a chapter's notes for instructors in the site."""
    return f"instructors/{chapter.slug}/index.md"


def command(*lines: str) -> str:
    """Return command lines, ready to be copied; each of them stands by itself."""
    return "".join(
        f'<pre class="sw-command"><code><span class="gp">$ </span>{escape(line)}</code></pre>'
        for line in lines
    )


def compare(material: Material, step: Step) -> str:
    """Return the command that shows what a step changes, between two tags."""
    before = material.course.before(step)
    start = before.name if before and before.chapter == step.chapter else f"{step.chapter}-start"
    return f"git diff {start} {step.name}"


def step_box(material: Material, page: str, step: Step) -> str:
    """Return a commit as a lesson shows it: subject, how to get there, and where its diff is."""
    steps = material.chapter_of(step).steps
    place = f"Commit {steps.index(step) + 1} of {len(steps)}"
    href = link(page, step_page(step))
    return (
        f'<section class="sw-step" id="commit-{step.slug}" aria-label="Commit: {escape(step.commit)}">'
        f'<p class="sw-step-place">{place}</p>'
        f'<p class="sw-step-subject"><a href="{href}">{inline(step.commit)}</a></p>'
        f"{command(f'git checkout {step.name}', compare(material, step))}"
        f'<p class="sw-step-more">{_size(material, step)} <a href="{href}">Read the change</a></p></section>'
    )


def _size(material: Material, step: Step) -> str:
    added = removed = 0
    touched = material.changes(step)
    for change in touched:
        if found := diff.of(change):
            plus, minus = found.counts()
            added, removed = added + plus, removed + minus
    return f"{count(len(touched), 'file')}, {counts(added, removed)}."


def counts(added: int, removed: int) -> str:
    """Return how many lines came and went, for the eye and for the ear."""
    plus = f'<span class="sw-plus">+{added}<span class="sw-words"> added </span></span>'
    minus = f'<span class="sw-minus">\N{MINUS SIGN}{removed}<span class="sw-words"> removed</span></span>'
    return f'<span class="sw-counts">{plus if added else ""}{minus if removed else ""}</span>'


def listing_box(page: str, listing: Listing, step: Step) -> str:
    """Return a listing with its place in words, and the step whose code it is."""
    place = escape(listing.where).replace(escape(listing.path), f"<code>{escape(listing.path)}</code>", 1)
    body = diff.render_listing(listing.code, listing.path, listing.first_line)
    href = link(page, step_page(step))
    return (
        f'<figure class="sw-listing"><figcaption data-search-exclude><span class="sw-where">{place}</span> '
        f'<a class="sw-at" href="{href}" title="The commit that this code is taken from">{step.name}</a>'
        f"</figcaption>{body}</figure>"
    )


def diff_box(page: str, shown: diff.FileDiff, step: Step) -> str:
    """Return the change of one file with a link to the step that makes it."""
    href = link(page, step_page(step))
    return (
        '<figure class="sw-listing"><figcaption data-search-exclude><span class="sw-where">'
        f"<code>{escape(shown.path)}</code> {counts(*shown.counts())}</span> "
        f'<a class="sw-at" href="{href}">{step.name}</a></figcaption>'
        f"{diff.render(shown)}</figure>"
    )


def commit_list(page: str, chapter: Chapter, current: Step | None = None) -> str:
    """Return the commits of a chapter as a line with a dot for each."""
    rows = "".join(
        f"<li{' aria-current=step' if step == current else ''}>"
        f'<a href="{link(page, step_page(step))}">{inline(step.commit)}</a> '
        f'<span class="sw-tag">{escape(step.name)}</span></li>'
        for step in chapter.steps
    )
    return f'<ol class="sw-commits">{rows}</ol>'


def minutes(chapter: Chapter) -> str:
    """Return how long a chapter takes; "" as long as nobody has said so."""
    if chapter.minutes is None:
        return ""
    return f"{chapter.minutes.read} min reading, {chapter.minutes.do} min doing"
