"""Addresses that people have: which pages were ever published, and where those went that have moved.

`docs/published.txt` has a line for each page, with the day on which it was first recorded. `docs/moved.toml`
has a line for each page that is not there any more, with the page that took its place.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from pathlib import Path

from shopwright.course.names import advice
from shopwright.errors import Problem
from shopwright.site.markup import link

PUBLISHED, MOVED = "docs/published.txt", "docs/moved.toml"
HEAD = (
    "# Every page that was ever published, since when. `shopwright site record` adds; nothing is removed.\n"
)
GONE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}">
<title>This page has moved</title>
<link rel="canonical" href="{canonical}">
</head>
<body>
<p>This page has moved: <a href="{href}">{title}</a></p>
</body>
</html>
"""


def published(root: Path) -> dict[str, str]:
    """Return when each page was first recorded, by its address below the site's."""
    file = root / PUBLISHED
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    rows = (line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#"))
    return {address: day for day, address in rows}


def moved(root: Path) -> dict[str, str]:
    """Return where pages went, by their old address.

    Raises:
        Problem: the file is not TOML, or says something else than one new address for an old one.
    """
    file = root / MOVED
    if not file.is_file():
        return {}
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{MOVED} is not TOML.", found=str(error), do="mend it.") from error
    for old, new in found.items():
        if not isinstance(new, str):
            raise Problem(f"{MOVED}: `{old}` has no new address.", found=repr(new), do='write "old" = "new".')
    return found


def html_pages(html: Path) -> list[str]:
    """Return the addresses of all pages of a built site; redirects and 404.html are none."""
    files = (file.relative_to(html).as_posix() for file in html.rglob("*.html"))
    return sorted(one for one in files if one != "404.html" and not _is_redirect(html / one))


def _is_redirect(file: Path) -> bool:
    with file.open("rb") as content:
        return b'http-equiv="refresh"' in content.read(400)


def lost(root: Path, html: Path) -> list[str]:
    """Return the published addresses at which a built site has nothing: no page, and no way to one."""
    return sorted(one for one in published(root) if not (html / one).is_file())


def unrecorded(root: Path, html: Path) -> list[str]:
    """Return the pages of a built site that the record does not know."""
    known = published(root)
    return [one for one in html_pages(html) if one not in known]


def record(root: Path, html: Path, today: date) -> list[str]:
    """Add the pages of a built site to the record; return those that were new."""
    new = unrecorded(root, html)
    rows = {**published(root), **dict.fromkeys(new, today.isoformat())}
    text = HEAD + "".join(f"{day} {address}\n" for address, day in sorted(rows.items()))
    unfinished = (root / PUBLISHED).with_suffix(".part")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(root / PUBLISHED)
    return new


def write_redirects(root: Path, html: Path, titles: Mapping[str, str], address: str = "") -> list[str]:
    """Write a page at each old address that leads to the new one; return the old addresses.

    Args:
        titles: the titles of the pages, by address.
        address: the address of the site, if it has one.

    Raises:
        Problem: an old address is that of a page, or a new one is not.
    """
    there = html_pages(html)
    found = moved(root)
    for old, new in found.items():
        _check(old, new, there)
        file = html / old
        file.parent.mkdir(parents=True, exist_ok=True)
        href = link(old, new)
        canonical = f"{address}{new}" if address else href
        title = escape(titles.get(new.partition("#")[0], new))
        file.write_text(GONE.format(href=escape(href), canonical=escape(canonical), title=title), "utf-8")
    return list(found)


def _check(old: str, new: str, there: Iterable[str]) -> None:
    if old in there:
        raise Problem(
            f"{MOVED}: `{old}` has not moved.", found="a page at this address.", do="remove the line."
        )
    if not old.endswith(".html") or old.startswith("/") or ".." in old.split("/"):
        raise Problem(
            f"{MOVED}: `{old}` is no address of a page.", found=old, do="write it as in published.txt."
        )
    target = new.partition("#")[0]
    if target not in there:
        do = advice(target, there, otherwise="name a page that the site has.")
        raise Problem(f"{MOVED}: `{old}` leads to nothing.", found=f"no page `{target}`.", do=do)
