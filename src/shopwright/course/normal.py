"""One table of what may differ between what a lesson prints and what a machine prints."""

import re
from collections.abc import Sequence

HOME = "/home/you/store"  # the reader's checkout, as lessons write it
WILD = "[...]"

TABLE: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("colours", re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (
        "dates with times",
        re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?"),
        "<time>",
    ),
    ("dates", re.compile(r"\b\d{4}-\d\d-\d\d\b"), "<date>"),
    ("dates in words", re.compile(r"\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}( - \d\d:\d\d(:\d\d)?)?"), "<date>"),
    (
        "dates of git",
        re.compile(r"\b[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d+ \d\d:\d\d:\d\d \d{4}( [+-]\d{4})?"),
        "<time>",
    ),
    ("times", re.compile(r"\b\d\d:\d\d:\d\d([.,]\d+)?\b"), "<time>"),
    (
        "durations",
        re.compile(r"\b\d+(\.\d+)? ?(ms|s|secs?|seconds?|minutes?)\b( \(\d+:\d\d:\d\d\))?"),
        "<duration>",
    ),
    ("ports", re.compile(r"\b(127\.0\.0\.1|localhost|0\.0\.0\.0):\d{2,5}\b"), r"\1:<port>"),
    ("ports in words", re.compile(r"\bport \d{2,5}\b"), "port <port>"),
    (
        "SHAs at the start of a line",
        re.compile(r"^(commit )?[0-9a-f]{7,40}(?= |$)", re.MULTILINE),
        r"\1<sha>",
    ),
    ("SHAs", re.compile(r"\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}\b"), "<sha>"),
    ("public identifiers", re.compile(r"\b([a-z]{3})_[0-9a-hjkmnp-tv-z]{20}\b"), r"\1_<id>"),
    ("addresses in memory", re.compile(r"\b0x[0-9a-fA-F]{6,}\b"), "<address>"),
    ("the interpreter's folder", re.compile(r"/\S*/lib/python3\.\d+/"), "<python>/"),
    ("versions of Python", re.compile(r"\b([Pp]ython)([ -]?)3\.\d+(\.\d+)?\b"), r"\1\g<2>3"),
    (
        "versions of tools",
        re.compile(
            r"\b(pytest|pluggy|uv|ruff|mypy|Django|django|PostgreSQL|Valkey|git version)([- ])v?\d+(\.\d+)+"
        ),
        r"\1\2<version>",
    ),
    ("versions of pytest's plugins", re.compile(r"^plugins: .*$", re.MULTILINE), "plugins: <plugins>"),
    ("seeds", re.compile(r"(random seed|randomly-seed=|seed:) ?\d+"), r"\1<seed>"),
    ("spaces at the end of a line", re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


def normal(text: str) -> str:
    """Replace everything that may differ by a word for it."""
    for _, pattern, replacement in TABLE:
        text = pattern.sub(replacement, text)
    return text


def fits(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether an output is what a lesson prints; a line `[...]` stands for any number of lines."""
    parts = ["(?:.*\n)*?" if line.strip() == WILD else re.escape(f"{line}\n") for line in _lines(expected)]
    return bool(re.fullmatch("".join(parts), "".join(f"{line}\n" for line in _lines(actual))))


def _lines(lines: Sequence[str]) -> list[str]:
    return normal("\n".join(lines)).strip("\n").split("\n")
