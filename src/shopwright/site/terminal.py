"""Show what a chapter ends in as a terminal recording: the lesson's own commands and what they printed.

The text is that of the lesson, which the course replays. It appears line by line, by style alone; who wants
no motion, prints the page or reads by ear has all of it at once.
"""

from shopwright.course.lesson import Fence, read_lesson
from shopwright.site.markup import block, escape

SECTION = "What you will have"
_PROMPT, _MORE = "$ ", "> "


def with_recording(markdown: str) -> str:
    """Return a lesson whose first commands below "What you will have" have become a recording."""
    found = _first_commands(markdown)
    if found is None:
        return markdown
    lines = markdown.splitlines()
    end = found.line + len(found.content)
    lines[found.line - 2 : end] = block(recording(found.content)).splitlines()
    return "\n".join(lines) + "\n"


def _first_commands(markdown: str) -> Fence | None:
    lesson = read_lesson(markdown)
    begin = lesson.heading(SECTION)
    end = next((line for line, _ in lesson.headings if line > begin), len(markdown))
    here = (fence for fence in lesson.fences if begin < fence.line < end and _is_a_session(fence))
    return next(here, None) if begin else None


def _is_a_session(fence: Fence) -> bool:
    # `text` is what the course does not replay: a command that runs until somebody ends it.
    return fence.language in ("console", "text") and "".join(fence.content[:1]).startswith(_PROMPT)


def recording(lines: tuple[str, ...]) -> str:
    """Return commands and their output as a figure; one line is one element, in the order of time."""
    said = "".join(_line(number, line) for number, line in enumerate(lines))
    return (
        f'<figure class="sw-terminal" style="--sw-all: {len(lines)}">'
        "<figcaption data-search-exclude>Run at the end of the chapter</figcaption>"
        f"<pre><code>{said}</code></pre></figure>"
    )


def _line(number: int, line: str) -> str:
    kind, html = "sw-out", f'<span class="go">{escape(line)}</span>'
    for prompt in (_PROMPT, _MORE):
        if line.startswith(prompt):
            kind, html = "sw-in", f'<span class="gp">{escape(prompt)}</span>{escape(line[len(prompt) :])}'
    return f'<span class="{kind}" style="--sw-at: {number}">{html}\n</span>'
