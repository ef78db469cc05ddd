"""The site can be found and shared: descriptions, addresses, pictures, JSON-LD, the feed, the map."""

import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from shopwright.errors import Problem
from shopwright.site import addresses, commands
from shopwright.site.build import build
from shopwright.site.descriptions import LONGEST, first_words, plain, shortened
from shopwright.site.publishing import checked
from shopwright.site.structured import questions

from .conftest import ADDRESS, Write

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FAQ = "articles/how-can-i-prevent-duplicate-orders-during-checkout-in-django.html"


class Head(HTMLParser):
    """Collect what the head of a page says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.data = ""
        self._inside = False
        self.feed(html.partition("<body")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[found.get("name") or found.get("property", "")] = found.get("content", "")
        if tag == "link":
            self.links[found["rel"]] = found["href"]
        self._inside = tag == "script" and found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        self.data += data if self._inside else ""


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, Head]:
    return {page: Head((site / page).read_text("utf-8")) for page in addresses.html_pages(site)}


def nodes(head: Head) -> dict[str, dict[str, Any]]:
    """What a page says it is, by type."""
    said = json.loads(head.data)
    assert said["@context"] == "https://schema.org"
    return {node["@type"]: node for node in said["@graph"]}


def test_each_page_has_a_description_of_its_own_that_fits(heads: dict[str, Head]) -> None:
    said = {page: head.meta.get("description", "") for page, head in heads.items()}
    times = Counter(said.values())

    assert {page: text for page, text in said.items() if times[text] > 1} == {}
    assert {page: text for page, text in said.items() if not 20 <= len(text) <= LONGEST} == {}


def test_each_page_names_its_address_and_the_map_has_them_all(heads: dict[str, Head], site: Path) -> None:
    listed = [one.text for one in ET.parse(site / "sitemap.xml").iter(f"{MAP}loc")]  # noqa: S314

    assert {page: head.links.get("canonical") for page, head in heads.items()} == {
        page: f"{ADDRESS}{page}" for page in heads
    }
    assert sorted(listed) == sorted(f"{ADDRESS}{page}" for page in heads)  # type: ignore[type-var]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_a_shared_page_has_a_picture_that_was_drawn_here(heads: dict[str, Head], site: Path) -> None:
    drawn = set()
    for page, head in heads.items():
        assert head.meta["og:url"] == f"{ADDRESS}{page}"
        assert head.meta["og:title"]
        assert head.meta["og:description"] == head.meta["description"]
        assert head.meta["twitter:card"] == "summary_large_image"
        drawn.add(head.meta["og:image"].removeprefix(ADDRESS))

    for name in drawn:
        with Image.open(site / name) as picture:
            assert picture.size == (1200, 630)
    assert len(drawn) > len(heads) / 10


def test_what_pages_say_they_are_has_what_google_demands(heads: dict[str, Head]) -> None:
    """Hold the properties that Google documents as required.

    Below https://developers.google.com/search/docs/appearance/structured-data/ the pages `course` (name,
    description; provider is recommended), `course-info` (hasCourseInstance with courseMode and
    courseWorkload, offers with category, provider), `breadcrumb` (itemListElement of two or more, each
    with position, name, item), `faqpage` (mainEntity of Question with name and acceptedAnswer with text)
    and `article` (demands nothing; recommends author with name and url, headline, image, datePublished).
    """
    for page, head in heads.items():
        found = nodes(head)
        for node in found.values():
            hold(node)
        if page != "index.html":
            way = found["BreadcrumbList"]["itemListElement"]
            assert way[0]["item"] == f"{ADDRESS}index.html"
            assert way[-1]["item"] == f"{ADDRESS}{page}"


def hold(node: dict[str, Any]) -> None:
    """Assert that one thing has what is demanded of its type."""
    match node["@type"]:
        case "Course":
            assert node["name"]
            assert node["description"]
            assert node["provider"]["name"]
            assert node["offers"]["category"] == "Free"
            assert node["hasCourseInstance"]["courseMode"] == "Online"
            assert re.fullmatch(r"PT[1-9]\d*M", node["hasCourseInstance"]["courseWorkload"])
        case "TechArticle":
            assert 0 < len(node["headline"]) <= 110
            assert node["author"][0]["name"]
            assert node["author"][0]["url"].startswith(ADDRESS)
            assert node["image"][0].startswith(ADDRESS)
            date.fromisoformat(node.get("datePublished", "2026-01-01"))
        case "FAQPage":
            assert node["mainEntity"]
            for one in node["mainEntity"]:
                assert one["@type"] == "Question"
                assert one["name"].endswith("?")
                assert len(one["acceptedAnswer"]["text"]) > 40
        case "BreadcrumbList":
            steps = node["itemListElement"]
            assert len(steps) >= 2
            assert [one["position"] for one in steps] == list(range(1, len(steps) + 1))
            assert all(one["name"] and one["item"].startswith(ADDRESS) for one in steps)
        case other:
            assert other == "WebSite"


def test_a_page_says_what_it_is(heads: dict[str, Head]) -> None:
    assert list(nodes(heads["index.html"])) == ["WebSite"]
    assert list(nodes(heads["course/index.html"])) == ["Course", "BreadcrumbList"]
    assert list(nodes(heads["course/products/index.html"])) == ["TechArticle", "BreadcrumbList"]
    assert list(nodes(heads[FAQ])) == ["TechArticle", "FAQPage", "BreadcrumbList"]
    assert "Is it enough to disable the button?" in [
        one["name"] for one in nodes(heads[FAQ])["FAQPage"]["mainEntity"]
    ]


def test_the_feed_tells_of_every_article_on_the_record(site: Path) -> None:
    feed = ET.parse(site / "feed.xml").getroot()  # noqa: S314
    entries = feed.findall(f"{ATOM}entry")
    there = {one for one in addresses.published(commands.KIT) if one.startswith("articles/")}

    assert {one.findtext(f"{ATOM}id") for one in entries} == {
        f"{ADDRESS}{page}" for page in there - {"articles/index.html"}
    }
    for one in [feed, *entries]:
        assert one.findtext(f"{ATOM}title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", one.findtext(f"{ATOM}updated") or "")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Shopwright"


def test_no_page_that_was_published_is_lost(site: Path) -> None:
    assert addresses.lost(commands.KIT, site) == []


@pytest.fixture
def ready(kit: Path, scripts: Path) -> Path:
    """A small kit with the scripts that npm installed for the real one."""
    (kit / "node_modules").symlink_to(scripts)
    return kit


def test_a_site_without_an_address_names_none(ready: Path, tmp_path: Path) -> None:
    html = build(ready, tmp_path / "out").html
    head = Head((html / "about/index.html").read_text("utf-8"))

    assert head.meta["og:title"] == "About"
    assert {"canonical", "feed alternate"} & set(head.links) == set()
    assert {"og:url", "og:image"} & set(head.meta) == set()
    assert head.data == ""
    assert [name for name in ("sitemap.xml", "feed.xml", "robots.txt") if (html / name).exists()] == []


def test_a_page_that_moved_leads_to_where_it_went(ready: Path, tmp_path: Path, write: Write) -> None:
    write(
        "docs/moved.toml",
        '"bread/old.html" = "course/till/index.html"\n"gone.html" = "about/index.html#us"\n',
    )
    write(
        "docs/published.txt",
        "# a line\n2026-01-02 bread/old.html\n2026-01-02 lost.html\n2026-01-02 index.html\n",
    )
    write(
        "docs/editions.toml",
        '[[edition]]\nname = "1"\ndate = 2026-02-03\npage = "about/index.html"\nsummary = "All."\n',
    )
    html = build(ready, tmp_path / "out", address="https://bakery.example/kit").html

    old = (html / "bread/old.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../course/till/index.html">' in old
    assert '<link rel="canonical" href="https://bakery.example/kit/course/till/index.html">' in old
    assert '<a href="../course/till/index.html">A till that adds</a>' in old
    assert 'url=about/index.html#us"' in (html / "gone.html").read_text("utf-8")
    assert addresses.lost(ready, html) == ["lost.html"]
    assert "bread/old.html" not in (html / "sitemap.xml").read_text("utf-8")
    assert "Edition 1" in (html / "feed.xml").read_text("utf-8")

    new = addresses.record(ready, html, date(2026, 3, 4))
    kept = addresses.published(ready)
    assert "about/index.html" in new
    assert kept["about/index.html"] == "2026-03-04"
    assert kept["lost.html"] == kept["index.html"] == "2026-01-02"
    assert "gone.html" not in kept
    assert addresses.record(ready, html, date(2026, 3, 5)) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('"old.html" = "nowhere.html"', "no page `nowhere.html`"),
        ('"index.html" = "about/index.html"', "`index.html` has not moved"),
        ('"../old.html" = "index.html"', "is no address of a page"),
        ('"old.html" = 3', "has no new address"),
        ('"old.html" = ', "is not TOML"),
    ],
)
def test_a_move_that_cannot_be_is_refused(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/moved.toml").write_text(f"{line}\n", "utf-8")
    for name in ("index.html", "about/index.html"):
        (tmp_path / "html" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "html" / name).write_text("<p>Bread</p>", "utf-8")

    with pytest.raises(Problem) as caught:
        addresses.write_redirects(tmp_path, tmp_path / "html", {})

    assert says in f"{caught.value.what} {caught.value.found}"


@pytest.mark.parametrize(
    "address", ["shop.example", "ftp://shop.example", "https://shop.example/?a=1", "https:///x"]
)
def test_an_address_that_cannot_be_is_refused(address: str) -> None:
    with pytest.raises(Problem, match="cannot be built for this address"):
        checked(address)


def test_a_description_is_made_of_the_first_words() -> None:
    page = (
        "---\ntitle: Bread\n---\n\n"
        '<p class="sw-eyebrow">Bakery</p>\n\n# Bread\n\n```console\n$ bake\n```\n\n'
        'A *loaf* of `bread` [costs](x.md) 3 < 4 & says "so" to whoever asks.\n\nMore.\n'
    )

    assert first_words(page) == "A loaf of bread costs 3 4 and says ”so” to whoever asks."
    assert plain("<em>commit</em>.") == "commit."
    assert shortened("One sentence of some length here. " + "x" * 200, 60).endswith("…")
    assert shortened("One sentence that is long enough to stay. Two is cut off.", 45).endswith("stay.")


def test_questions_are_headings_with_the_words_below_them() -> None:
    page = (
        "# Is it bread?\n\nYes. It is.\n\n```python\n# no?\n```\n\n@code(x)\n\n## Prices\n\n## Why?\n\nSo.\n"
    )

    assert questions(page) == [("Is it bread?", "Yes. It is."), ("Why?", "So.")]
