"""What a site needs to be found: descriptions always; and where it has an address, all that names one.

pages, before mkdocs:  description, picture, JSON-LD in the head of each
HTML, after mkdocs:    redirects, robots.txt, the feed
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from shopwright.errors import Problem
from shopwright.site import addresses, styles
from shopwright.site.articles import all_articles
from shopwright.site.descriptions import described
from shopwright.site.feed import Entry, editions, write_feed
from shopwright.site.heads import head_of, with_head
from shopwright.site.material import Material
from shopwright.site.structured import COURSE, HOME, Described, html_of, is_lesson

CARDS = "assets/cards"
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def checked(address: str) -> str:
    """Return the address of a site with one slash at its end; "" if it has none.

    Raises:
        Problem: it is not an address that a page can have.
    """
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise Problem(
            "The site cannot be built for this address.",
            found=f"`{address}`.",
            do="give the whole address of its first page, such as `https://shop.example/course/`.",
        )
    return f"{address.rstrip('/')}/"


def headed(material: Material, out: Path, made: Mapping[str, str], address: str) -> dict[str, str]:
    """Return pages whose heads say all that those need who find them; draw their pictures below `out`."""
    pages = described({page: _titled(text) for page, text in made.items()})
    if not address:
        return pages
    # Only who publishes a site needs a library that draws; whoever installs the program for `learn` has none.
    from shopwright.site.cards import Cards  # noqa: PLC0415

    cards = Cards(out / "pages/assets/fonts", out / "pages" / CARDS, out / "cards")
    known = Described(pages, material.course, address, addresses.published(material.root))
    places = {f"course/{one.slug}/index.md": one.part for one in material.course.chapters}
    result = {}
    for page, text in pages.items():
        pictured = _pictured(page, pages)
        place = places.get(pictured) or _place(pictured, known, pages)
        card = f"{address}{CARDS}/{cards.card(known.title(pictured), place)}"
        more = {"card": card, "structured": known.of(page, card)}
        result[page] = with_head(text, more)
    return result


def _titled(text: str) -> str:
    """Return a page that says its title in its head, as its first heading does."""
    heading = _TITLE.search(text)
    if head_of(text, "a page").get("title") or not heading:
        return text
    return with_head(text, {"title": heading[1].replace("`", "")})


def _pictured(page: str, pages: Mapping[str, str]) -> str:
    """Return the page whose picture a page has: its own, or that of its chapter."""
    lesson = "/".join([*page.split("/")[:2], "index.md"])
    return lesson if is_lesson(lesson) and lesson in pages else page


def _place(page: str, known: Described, pages: Mapping[str, str]) -> str:
    tab = f"{page.partition('/')[0]}/index.md"
    if page in (HOME, COURSE) or tab == page or tab not in pages:
        return "Course and starter kit"
    return known.title(tab)


def finish(
    material: Material,
    html: Path,
    made: Mapping[str, str],
    address: str,
    *,
    changed: Iterable[str] | None = None,
) -> None:
    """Write what mkdocs does not: redirects, and for a site with an address robots.txt and the feed.

    Args:
        made: the pages of the site, by path.
        changed: those that mkdocs has just built; all, if it built the whole site.
    """
    # The page for what is not there belongs to the theme, which writes it each time.
    mend(
        html.rglob("*.html")
        if changed is None
        else [html / name for name in ("404.html", *map(html_of, changed))]
    )
    titles = {html_of(page): str(head_of(text, page).get("title", page)) for page, text in made.items()}
    addresses.write_redirects(material.root, html, titles, address)
    if not address:
        # Without an address mkdocs writes maps of the site that are empty.
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (html / name).unlink(missing_ok=True)
        return
    (html / "robots.txt").write_text(f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n", "utf-8")
    settings = styles.settings_of(material.root)
    site = {"name": settings["site_name"], "description": settings["site_description"], "address": address}
    write_feed(html, site, [*_articles(material, address), *editions(material.root, address)])


# What the theme writes, though HTML has no such attribute there, and no such value.
_INVALID = re.compile(
    r' tabindex=""|(?<= id="__drawer") autocomplete="off"|(?<= id="__search") autocomplete="off"'
)


def mend(files: Iterable[Path]) -> None:
    """Take out of the theme's pages what is not valid HTML."""
    for file in files:
        text = file.read_text("utf-8")
        if (valid := _INVALID.sub("", text)) != text:
            file.write_text(valid, "utf-8")


def _articles(material: Material, address: str) -> Iterator[Entry]:
    days = addresses.published(material.root)
    for article in all_articles(material):
        path = html_of(article.page)
        if path in days:
            yield Entry(f"{address}{path}", article.title, article.description, days[path])
