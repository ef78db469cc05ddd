"""The anchors of a lesson's headings, as the site writes them."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from shopwright.course.lesson import read_lesson

HEADING = re.compile(r"^#{1,6} +(?P<title>.+?)\s*#*\s*$")
GIVEN = re.compile(r"^(?P<title>.*?)\s*\{:? *#(?P<anchor>[\w-]+)[^}]*\}$")
MARKS = re.compile(r"[`*]|\[(?P<text>[^\]]*)\]\([^)]*\)")


def anchors(file: Path) -> dict[str, str]:
    """Return the headings of a lesson by their anchors; none when there is no lesson."""
    return dict(_anchors(file.read_text("utf-8"))) if file.is_file() else {}


@cache
def _anchors(text: str) -> tuple[tuple[str, str], ...]:
    used: set[str] = set()
    found: list[tuple[str, str]] = []
    for _, line in read_lesson(text).prose:
        if match := HEADING.match(line):
            given = GIVEN.match(match["title"])
            title = MARKS.sub(lambda mark: mark["text"] or "", given["title"] if given else match["title"])
            found.append((given["anchor"] if given else _unique(_slug(title), used), title))
    return tuple(found)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _unique(slug: str, used: set[str]) -> str:
    """Return the slug, or, as Python-Markdown does, the slug with the first number that is free."""
    number = 0
    while (free := f"{slug}_{number}" if number else slug) in used:
        number += 1
    used.add(free)
    return free
