"""The feed: articles and editions, the newest first, as Atom."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from shopwright.errors import Problem

NAMESPACE = "http://www.w3.org/2005/Atom"
FILE = "feed.xml"
EDITIONS = "docs/editions.toml"


@dataclass(frozen=True)
class Entry:
    """Something new: where it is, what it is called, what it is about, and since which day it is there."""

    url: str
    title: str
    summary: str
    day: str


def editions(root: Path, address: str) -> list[Entry]:
    """Return the editions that were published: `[[edition]]` with `name`, `date`, `page` and `summary`."""
    file = root / EDITIONS
    if not file.is_file():
        return []
    try:
        rows = tomllib.loads(file.read_text("utf-8")).get("edition", [])
        return [
            Entry(
                f"{address}{row['page']}#{row['name']}", f"Edition {row['name']}",
                row["summary"], row["date"].isoformat(),
            )
            for row in rows
        ]  # fmt: skip
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise Problem(
            f"{EDITIONS} cannot be read.", found=str(error), do="give name, date, page and summary."
        ) from error


def write_feed(html: Path, site: Mapping[str, str], entries: Iterable[Entry]) -> None:
    """Write the feed of a site.

    Args:
        site: its `name`, `description` and `address`.
        entries: what it tells of, in any order.
    """
    ordered = sorted(entries, key=lambda one: (one.day, one.url), reverse=True)
    feed = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en"})
    address = site["address"]
    _add(feed, "id", f"{address}{FILE}")
    _add(feed, "title", site["name"])
    _add(feed, "subtitle", site["description"])
    _add(feed, "updated", _moment(ordered[0].day if ordered else "1970-01-01"))
    ET.SubElement(_add(feed, "author", ""), "name").text = site["name"]
    ET.SubElement(feed, "link", {"rel": "self", "href": f"{address}{FILE}", "type": "application/atom+xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": f"{address}index.html", "type": "text/html"})
    for one in ordered:
        entry = ET.SubElement(feed, "entry")
        _add(entry, "id", one.url)
        _add(entry, "title", one.title)
        _add(entry, "summary", one.summary)
        _add(entry, "published", _moment(one.day))
        _add(entry, "updated", _moment(one.day))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": one.url, "type": "text/html"})
    ET.indent(feed)
    ET.ElementTree(feed).write(html / FILE, encoding="utf-8", xml_declaration=True)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(above: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(above, name)
    element.text = text or None
    return element
