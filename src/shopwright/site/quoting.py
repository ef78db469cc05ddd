"""Find prose that quotes the store by hand: such code goes stale, a reference does not."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from shopwright.course.lesson import read_lesson
from shopwright.errors import Problem

# "" is a block without a language. Others are exempt, `console` because the course replays it.
_LANGUAGES = {"", "css", "django", "dockerfile", "env", "html", "ini", "javascript", "jinja", "js"} | {
    "make", "makefile", "py", "python", "sql", "text", "toml", "yaml", "yml"
}  # fmt: skip
_SHORTEST = 12


class Quotations:
    """Knows which lines follow each other in the store.

    Args:
        files: the store's texts by path, as they are at the end of the course.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._pairs: dict[tuple[str, str], str] = {}
        for path, text in files.items():
            for pair in pairwise(_telling(text.splitlines())):
                self._pairs.setdefault(pair, path)

    def check(self, markdown: str, name: str) -> None:
        """Refuse a page that repeats two telling lines of the store in a row; `name` is its path."""
        for fence in read_lesson(markdown).fences:
            if fence.language.lower() not in _LANGUAGES:
                continue
            for pair in pairwise(_telling(fence.content)):
                if path := self._pairs.get(pair):
                    offset = next(i for i, line in enumerate(fence.content) if line.strip() == pair[0])
                    raise Problem(
                        f"{name}:{fence.line + offset}: a fenced block quotes the store by hand.",
                        found=f"`{pair[0]}` and the line after it, which stand in {path}.",
                        do=f"refer to the code instead: `@code({path})`, or `@code({path}#name)`.",
                    )


def _telling(lines: Iterable[str]) -> list[str]:
    return [line for raw in lines if len(line := raw.strip()) >= _SHORTEST]
