"""Take values out of a TOML table, and tell an author exactly where one is wrong."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from shopwright.course.names import advice
from shopwright.errors import Problem

T = TypeVar("T")
KINDS = {str: "text", int: "a whole number", list: "a list", dict: "a table"}


def line_of(text: str, key: str, begin: int = 1) -> int:
    """Return the first line, from line `begin` on, at which a key is set; `begin` itself if there is none."""
    pattern = re.compile(rf"^\s*(\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\].]|[{{,]\s*{re.escape(key)}\s*=")
    for number, line in enumerate(text.splitlines(), 1):
        if number >= begin and pattern.search(line):
            return number
    return begin


def openings(text: str, key: str) -> list[int]:
    """Return the lines at which `[[key]]` tables open."""
    pattern = re.compile(rf"^\s*\[\[\s*{re.escape(key)}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)]


@dataclass(frozen=True)
class Table:
    """A TOML table with the file that it came from.

    Attributes:
        title: how a person calls it, as in "the step".
        begin: the line at which it begins.
    """

    file: Path
    source: str
    data: Mapping[str, Any]
    title: str
    begin: int = 1

    def line(self, key: str) -> int:
        """Return the line at which `key` stands, as near as the text tells."""
        return line_of(self.source, key, self.begin)

    def problem(self, key: str, what: str, *, found: str, do: str) -> Problem:
        """Return a `Problem` that points at `key`."""
        return Problem(f"{self.file}:{self.line(key)}: {what}", found=found, do=do)

    def only(self, *keys: str) -> None:
        """Refuse keys that are not known."""
        for key in self.data:
            if key not in keys:
                raise self.problem(
                    key,
                    f"`{key}` means nothing in {self.title}.",
                    found=f"the key `{key}`.",
                    do=advice(key, keys, otherwise=f"use only {', '.join(keys)}."),
                )

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self._value(key, str)
        if not value.strip():
            raise self.problem(key, f"`{key}` is empty.", found=f'{key} = "".', do="write it.")
        return value

    def number(self, key: str) -> int:
        """Return a whole number that is not negative."""
        value = self._value(key, int)
        if isinstance(value, bool) or value < 0:
            raise self.problem(
                key, f"`{key}` is not a number of minutes.", found=f"{value}.", do="write a number."
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a missing key is an empty list."""
        if key not in self.data:
            return ()
        value: list[object] = self._value(key, list)
        if not all(isinstance(item, str) and item for item in value):
            raise self.problem(
                key, f"`{key}` is a list of texts.", found=f"{value!r}.", do="put each in quotes."
            )
        return tuple(str(item) for item in value)

    def table(self, key: str) -> "Table | None":
        """Return the table below `key`, or None."""
        if key not in self.data:
            return None
        title = f"`{key}` of {self.title}"
        return Table(self.file, self.source, self._value(key, dict), title, self.line(key))

    def tables(self, key: str, title: str) -> "list[Table]":
        """Return the tables of `[[key]]`; a missing key is an empty list."""
        if key not in self.data:
            return []
        entries: list[Any] = self._value(key, list)
        begins = openings(self.source, key)
        if len(begins) != len(entries) or not all(isinstance(entry, dict) for entry in entries):
            raise self.problem(
                key, f"`{key}` is written otherwise.", found=f"{key} = …", do=f"use [[{key}]]."
            )
        pairs = zip(entries, begins, strict=True)
        return [Table(self.file, self.source, entry, title, begin) for entry, begin in pairs]

    def _value(self, key: str, kind: type[T]) -> T:
        if key not in self.data:
            what = f"{self.title[0].upper()}{self.title[1:]} has no `{key}`."
            raise self.problem(key, what, found="no such key.", do=f"add `{key} = …`.")
        value = self.data[key]
        if not isinstance(value, kind):
            raise self.problem(
                key, f"`{key}` is {KINDS[kind]}.", found=f"{value!r}.", do=f"write {KINDS[kind]} instead."
            )
        return value


def read_toml(file: Path, title: str) -> Table:
    """Read a file as a table; a `Problem` says where it is not TOML."""
    source = file.read_text(encoding="utf-8")
    try:
        return Table(file, source, tomllib.loads(source), title)
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{file} is not TOML.", found=f"{error}.", do="mend that place.") from error
