"""Small pieces of HTML and Markdown that several pages use."""

import posixpath
import re
import textwrap
from collections.abc import Iterable
from html import escape as _escape

_CODE = re.compile(r"`([^`]+)`")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")


def escape(text: str) -> str:
    """Return text as HTML, for content and for quoted attributes."""
    return _escape(text)


def link(page: str, target: str) -> str:
    """Return the address of one page seen from another.

    Args:
        page: the page that links, by its path in the site (`course/products/index.md`).
        target: the page that is linked, with an anchor or without (`course/index.md#get`).
    """
    path, mark, anchor = target.partition("#")
    address = posixpath.relpath(re.sub(r"\.md$", ".html", path), posixpath.dirname(page) or ".")
    return f"{address}{mark}{anchor}"


def block(html: str) -> str:
    """Return HTML as a paragraph of its own in a Markdown page: left alone by the Markdown around it."""
    return f"\n{html.strip()}\n"


def inline(text: str) -> str:
    """Return a sentence as HTML; `backticks` become code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def prose(text: str) -> str:
    """Return a commit's message as HTML: paragraphs, lists, commands and other indented lines, and `code`."""
    return "\n".join(_paragraph(part) for part in re.split(r"\n\s*\n", text.strip("\n")) if part.strip())


def _paragraph(text: str) -> str:
    lines = text.splitlines()
    if all(line.startswith(("  ", "$ ")) for line in lines):
        code = textwrap.dedent(text)
        return f'<pre class="sw-code"><code>{escape(code)}</code></pre>'
    first = next((i for i, line in enumerate(lines) if _ITEM.match(line)), len(lines))
    head = inline(" ".join(line.strip() for line in lines[:first]))
    html = f"<p>{head}</p>" if head else ""
    if first < len(lines):
        kind = "ol" if lines[first].lstrip()[0].isdigit() else "ul"
        items = "".join(f"<li>{inline(item)}</li>" for item in _items(lines[first:]))
        html += f"<{kind}>{items}</{kind}>"
    return html


def _items(lines: Iterable[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if found := _ITEM.match(line):
            items.append(line[found.end() :])
        else:
            items[-1] += f" {line.strip()}"
    return items


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 commit", "2 commits"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def front_matter(title: str, **more: str) -> str:
    """Return the head of a generated page; values are written as quoted YAML."""
    values = {"title": title, **more}
    rows = "".join(f"{key}: {_yaml(value)}\n" for key, value in values.items() if value)
    return f"---\n{rows}---\n\n"


def _yaml(value: str) -> str:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{quoted}"'
