"""What can go wrong, as lessons tell it: a message that people meet, and what lies behind it.

In a lesson's section "What can go wrong" each paragraph is one pitfall. It begins with the message, in bold
or as code, or with a sentence that says what is to be seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shopwright.course.lesson import read_lesson

SECTION = "What can go wrong"
_BEGINNINGS = (
    re.compile(r"\*\*(?P<said>(?:`[^`]*`|[^*`])+)\*\*", re.DOTALL),
    re.compile(r"(?P<said>(?P<ticks>`+).+?(?P=ticks)(?!`))", re.DOTALL),
    re.compile(r"(?P<said>.+?[.:?])(?=\s|$)", re.DOTALL),
)
_LINK = re.compile(r"</?a\b[^>]*>")
_WORD = re.compile(r"[a-z0-9]+")
_WORDS_IN_AN_ANCHOR = 8


@dataclass(frozen=True)
class Pitfall:
    """One thing that goes wrong.

    Attributes:
        said: what is to be seen, as Markdown on one line.
        told: the rest of the paragraph: where it comes from, and what to do.
        anchor: by which it is found on the lesson's page.
        line: the last line of its paragraph in the lesson.
    """

    said: str
    told: str
    anchor: str
    line: int


def pitfalls(markdown: str) -> list[Pitfall]:
    """Return what a lesson says can go wrong, in its order."""
    found: list[Pitfall] = []
    for line, text in _paragraphs(markdown):
        said, told = _parted(text)
        taken = {pitfall.anchor for pitfall in found}
        found.append(Pitfall(said, told, _free(_anchor(said), taken), line))
    return found


def anchored(markdown: str) -> str:
    """Return a lesson whose pitfalls can be linked to, each by its anchor; its words may be links already."""
    lines = markdown.splitlines()
    for pitfall in reversed(pitfalls(_LINK.sub("", markdown))):
        lines.insert(pitfall.line, f"{{: #{pitfall.anchor} .sw-pitfall }}")
    return "\n".join(lines) + "\n"


def _paragraphs(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of the section with the number of their last lines; fences are none."""
    lesson = read_lesson(markdown)
    begin = lesson.heading(SECTION)
    if not begin:
        return
    end = next((line for line, _ in lesson.headings if line > begin), len(markdown.splitlines()) + 1)
    inside = [(number, line) for number, line in lesson.prose if begin < number < end]
    kept: list[tuple[int, str]] = []
    for number, line in [*inside, (end, "")]:
        torn = kept and number != kept[-1][0] + 1
        if kept and (torn or not line.strip()):
            yield kept[-1][0], " ".join(text.strip() for _, text in kept)
            kept = []
        if line.strip() and not line.startswith(("@", "|", "#", "<", "- ")):
            kept.append((number, line))


def _parted(text: str) -> tuple[str, str]:
    for beginning in _BEGINNINGS:
        if match := beginning.match(text):
            return match["said"], text[match.end() :].lstrip(" .,:;")
    return text, ""


def _anchor(said: str) -> str:
    words = _WORD.findall(said.lower().replace("'", ""))
    return "-".join(["wrong", *words[:_WORDS_IN_AN_ANCHOR]])


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free
