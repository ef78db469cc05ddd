"""Cut code that is too long for a slide where it hurts least: docstrings, then at the end of a statement."""

import re

_QUOTES = '"""'
_OPENING, _CLOSING = re.compile(r"[(\[{]"), re.compile(r"[)\]}]")
_GOES_ON = (":", "\\", ",")


def cut(code: str, rows: int, *, python: bool) -> list[str]:
    """Return at most so many lines of code.

    What goes first is all but the first line of each docstring; then the end, and a mark says so.
    """
    lines = code.rstrip("\n").split("\n")
    if len(lines) <= rows:
        return lines
    lines = without_docstrings(lines) if python else lines
    if len(lines) <= rows:
        return lines
    end = good_end(lines, rows - 1) if python else rows - 1
    following = next((line for line in lines[end:] if line.strip()), "")
    mark = following[: len(following) - len(following.lstrip())] + ("# …" if python else "…")
    return [*lines[:end], mark]


def without_docstrings(lines: list[str]) -> list[str]:
    """Return lines of Python in which each docstring is its first line."""
    kept, inside = [], False
    for line in lines:
        text = line.strip()
        if inside:
            inside = not text.endswith(_QUOTES)
        elif text.startswith(_QUOTES) and text != _QUOTES and _QUOTES not in text[3:]:
            inside = True
            kept.append(f"{line.rstrip()}{'' if text.endswith(('.', '!', '?')) else ' …'}{_QUOTES}")
        else:
            kept.append(line)
    return lines if inside else kept


def good_end(lines: list[str], most: int) -> int:
    """Return how many lines to show: nearly so many, and the last one ends a statement if one does."""
    for end in range(most, max(1, most * 3 // 5), -1):
        shown, last = lines[:end], lines[end - 1].strip()
        depth = sum(len(_OPENING.findall(line)) - len(_CLOSING.findall(line)) for line in shown)
        halves = sum(line.count(_QUOTES) for line in shown) % 2
        if (
            last
            and not halves
            and depth == 0
            and not last.endswith(_GOES_ON)
            and not last.startswith(("@", "#"))
        ):
            return end
    return most
