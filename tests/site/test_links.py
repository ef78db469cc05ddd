"""Every page of the real site: its links lead somewhere, and nothing comes from another host."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

# Elements whose address is fetched when a page is read; a link that somebody may follow is not.
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src"}

# Links in the head that only name an address.
NAMED = ("canonical", "feed alternate")


class Reader(HTMLParser):
    """Collect the identifiers of a page, its links, and what it fetches."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids[found["id"]] += 1
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "link" and found.get("rel") in NAMED:
            return
        if tag in FETCHED and FETCHED[tag] in found:
            self.fetched.append(found[FETCHED[tag]])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Reader]:
    files = (file for file in site.rglob("*.html") if file.name != "404.html")
    return {file.resolve(): Reader(file.read_text("utf-8")) for file in files}


def lost(pages: dict[Path, Reader]) -> Iterator[str]:
    for file, reader in pages.items():
        for address in [*reader.links, *reader.fetched]:
            parts = urlsplit(address)
            if parts.scheme in ("http", "https", "mailto"):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                yield f"{file.name}: {address}"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                yield f"{file}: {address}"


def test_every_link_leads_to_a_page_and_to_a_place_on_it(pages: dict[Path, Reader]) -> None:
    assert sorted(set(lost(pages))) == []


def test_nothing_is_fetched_from_another_host(pages: dict[Path, Reader], site: Path) -> None:
    fetched = {address for reader in pages.values() for address in reader.fetched}
    in_css = {
        address
        for file in site.rglob("*.css")
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", file.read_text("utf-8"))
    }

    assert sorted(address for address in fetched | in_css if urlsplit(address).netloc) == []


def test_an_identifier_stands_once_on_a_page(pages: dict[Path, Reader]) -> None:
    twice = [(page, name) for page, reader in pages.items() for name in reader.ids if reader.ids[name] > 1]

    assert twice == []
