"""Globs as manifests write them."""

import re
from functools import cache


@cache
def pattern(glob: str) -> re.Pattern[str]:
    """Compile a glob: `*` stays inside one folder, `**` crosses folders."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part) or re.escape(part) for part in parts))


def is_glob(name: str) -> bool:
    """Tell a glob from an exact path."""
    return "*" in name or "?" in name
