"""The head of a hand-written page: what it says of itself, as YAML between two lines of hyphens."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from shopwright.errors import Problem


def head_of(text: str, file: str) -> Mapping[str, Any]:
    """Return what the head of a page says; nothing if it has none.

    Raises:
        Problem: names the file whose head is not YAML.
    """
    if not text.startswith("---\n"):
        return {}
    return _read(text[4:].partition("\n---\n")[0], file)


@cache  # every lesson lists articles, and each asks all their heads
def _read(head: str, file: str) -> Mapping[str, Any]:
    try:
        found = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise Problem(
            f"{file}:1: the head of the page is not YAML.", found=str(error), do="mend it."
        ) from error
    return MappingProxyType(found) if isinstance(found, dict) else {}


def with_head(text: str, more: Mapping[str, Any]) -> str:
    """Return a page whose head says more; what it says already is replaced."""
    head = {**head_of(text, "a page that was made"), **more}
    body = text[4:].partition("\n---\n")[2] if text.startswith("---\n") else text
    return f"---\n{yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=10_000)}---\n{body}"
