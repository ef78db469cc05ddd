"""Whether what a text names in `backticks` exists in a store."""

import importlib
import re
import sys
from collections.abc import Iterator, Sequence

from shopwright.course.tree import Tree

QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w./*{}-]*(/|\.(py|toml|html|md|txt|json|example|ya?ml|css|js))")
NAME = re.compile(r"(?P<path>@?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*)(\(.*\))?")
BUILTINS = "builtins"


def unknown(text: str, trees: Sequence[Tree]) -> Iterator[str]:
    """Yield the files and names in backticks that stand in none of the trees.

    A file counts by its path or the end of it, a folder with a slash at its end. A name such as `Money`,
    `shop.core.clock` or `row.holds(on)` counts if each of its parts is a word of some file's text or path, or
    if Python itself has it. Anything else in backticks (a command, an expression) is not looked at.
    """
    for found in dict.fromkeys(QUOTED.findall(text)):
        if FILE.fullmatch(found):
            known = any(_has_file(found, tree) for tree in trees)
        elif match := NAME.fullmatch(found):
            parts = match["path"].lstrip("@").split(".")
            known = _in_python(parts) or all(_has_word(part, trees) for part in parts)
        else:
            continue
        if not known:
            yield found


def _has_file(name: str, tree: Tree) -> bool:
    if name.endswith("/"):
        return any(f"/{path}".find(f"/{name}") >= 0 for path in tree)
    return any(f"/{path}".endswith(f"/{name}") for path in tree)


def _has_word(word: str, trees: Sequence[Tree]) -> bool:
    pattern = re.compile(rb"\b%s\b" % re.escape(word.encode()))
    plain = word.encode()
    return any(
        (plain in blob.data and pattern.search(blob.data)) or word in re.split(r"[/.]", path)
        for tree in trees
        for path, blob in tree.items()
    )


def _in_python(parts: Sequence[str]) -> bool:
    """Whether a name is one of the standard library's, or of a built-in type."""
    module = parts[0] if parts[0] in sys.stdlib_module_names else BUILTINS
    thing: object = importlib.import_module(module)
    for part in parts[1:] if module != BUILTINS else parts:
        if not hasattr(thing, part):
            return False
        thing = getattr(thing, part)
    return True
