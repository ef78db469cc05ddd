"""Every kind of page can be read by everybody: with keys alone, on 320 pixels, in light and dark."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from shopwright.course.manifest import load_course
from shopwright.site import commands
from tests.browsing import SCHEMES, context, found_by_axe, overflow

WIDTHS = (1440, 390, 320)
CHAPTER = load_course(commands.KIT).chapters[1]
KINDS = {
    "landing": "index.html",
    "start": "start/index.html",
    "course": "course/index.html",
    "lesson": f"course/{CHAPTER.slug}/index.html",
    "step": f"course/{CHAPTER.slug}/{CHAPTER.steps[-1].slug}/index.html",
    "exercise": f"course/{CHAPTER.slug}/exercises",
    "articles": "articles/index.html",
    "article": "articles/how-to-prevent-overselling-implement-stock-reservation-with-django-and-redis.html",
    "reference": "reference/index.html",
    "options": "reference/options.html",
    "commands": "reference/commands.html",
    "teach": "teach/index.html",
    "notes": f"instructors/{CHAPTER.slug}/index.html",
    "about": "about/index.html",
    "not found": "404.html",
}
# What the focus is on: its name, whether its outline shows, whether it is in the window and on top.
FOCUS = """() => {
  const one = document.activeElement, shown = one.matches('.md-option') ? one.nextElementSibling : one;
  const [box] = shown.getClientRects(), style = getComputedStyle(shown);
  const name = one.getAttribute('aria-label') || one.textContent.trim() || one.tagName;
  if (one === document.body || !box) return { name, visible: false };
  const x = Math.max(box.x + Math.min(box.width / 2, 8), 0), y = box.y + Math.min(box.height / 2, 8);
  const top = document.elementFromPoint(x, y);
  const on_top = top !== null && (shown.contains(top) || top.contains(shown));
  const visible = style.outlineStyle !== 'none' && on_top;
  return { name, visible };
}"""


def place(site: Path, kind: str) -> str:
    """The path of the page of a kind; of a folder, of the first page below it."""
    path = KINDS[kind]
    found = site / path
    return path if found.is_file() else min(found.rglob("index.html")).relative_to(site).as_posix()


def settle(page: Page) -> None:
    """Wait until what watches the size of boxes has had its turn."""
    page.evaluate(
        "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go))))"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_to_mend(browser: Browser, address: str, site: Path, kind: str) -> None:
    found = {}
    with context(browser) as room:
        page = room.new_page()
        page.goto(f"{address}/{place(site, kind)}")
        page.evaluate("document.querySelectorAll('article details').forEach((one) => (one.open = true))")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                settle(page)
                if wrong := found_by_axe(page):
                    found[scheme, width] = wrong

    assert found == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1440, 320])
@pytest.mark.parametrize("opened", ["search", "menu"])
def test_axe_finds_nothing_in_what_opens(
    browser: Browser, address: str, opened: str, width: int, scheme: Any
) -> None:
    if (opened, width) == ("menu", 1440):
        pytest.skip("a wide window has no menu: all of it is there")
    with context(browser, width, color_scheme=scheme) as room:
        page = room.new_page()
        page.goto(f"{address}/{KINDS['lesson']}")
        if opened == "search":
            page.get_by_role("textbox", name="Search").focus()
            page.keyboard.type("stock")
            page.locator(".md-search-result__link").first.wait_for()
        else:
            page.get_by_role("button", name="Menu").press("Enter")
            page.locator(".md-sidebar--primary a").first.wait_for()
        settle(page)
        found = found_by_axe(page)

    assert found == []


# A window of 1280 pixels has 320 of them at 400 percent.
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, {"width": 320, "height": 256}])
def test_no_page_scrolls_in_two_directions(
    browser: Browser, address: str, site: Path, size: dict[str, int]
) -> None:
    wide, lost = {}, {}
    with context(browser, 320) as room:
        page = room.new_page()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for kind in KINDS:
            page.goto(f"{address}/{place(site, kind)}")
            page.evaluate("document.querySelectorAll('article details').forEach((one) => (one.open = true))")
            if over := overflow(page):
                wide[kind] = over
            if cut := page.evaluate(CUT_OFF):
                lost[kind] = cut

    assert wide == {}
    assert lost == {}


# Words of a page that lie outside the window, though nothing scrolls to them.
CUT_OFF = """() => [...document.querySelectorAll('article :is(h1, h2, h3, p, li, dt, dd, td, th, a)')]
  .filter((one) => {
    if (one.closest('.sw-words') || !one.checkVisibility()) return false;
    for (let up = one; up && up.tagName !== 'ARTICLE'; up = up.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return false;
    return [...one.getClientRects()].some((box) => box.width && (box.right > innerWidth + 1 || box.x < -1));
  }).map((one) => one.textContent.trim().slice(0, 60))"""


def walk(page: Page, steps: int, key: str = "Tab") -> list[dict[str, Any]]:
    """Press a key some times; what the focus came to."""
    found = []
    for _ in range(steps):
        page.keyboard.press(key)
        settle(page)
        found.append(page.evaluate(FOCUS))
    return found


@pytest.mark.parametrize("width", [1440, 320])
@pytest.mark.parametrize("kind", ["landing", "lesson"])
def test_keys_come_by_everything_in_order_and_what_they_are_on_is_seen(
    browser: Browser, address: str, kind: str, width: int
) -> None:
    with context(browser, width) as room:
        page = room.new_page()
        page.goto(f"{address}/{KINDS[kind]}")
        page.wait_for_load_state("load")
        settle(page)
        found = walk(page, 25)
        back = walk(page, 10, "Shift+Tab")

    names = [one["name"] for one in found]
    first = ["Skip to content", "Shopwright" if width == 1440 else "Menu"]
    assert names[:2] == first
    assert names[3] == "Search"
    assert [one["name"] for one in [*found, *back] if not one["visible"]] == []
    assert [one["name"] for one in back] == names[14:24][::-1]


@pytest.mark.parametrize("kind", ["landing", "lesson", "not found"])
def test_the_first_key_leads_past_the_header(browser: Browser, address: str, kind: str) -> None:
    with context(browser) as room:
        page = room.new_page()
        page.goto(f"{address}/{KINDS[kind]}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('.md-content') !== null")

    assert inside


def test_keys_open_the_menu_go_through_it_and_leave_it(browser: Browser, address: str) -> None:
    with context(browser, 320) as room:
        page = room.new_page()
        page.goto(f"{address}/{KINDS['start']}")
        menu = page.get_by_role("button", name="Menu")
        menu.press("Enter")
        in_it = "document.activeElement.closest('.md-sidebar--primary') !== null"

        assert menu.get_attribute("aria-expanded") == "true"
        assert page.evaluate(in_it)

        page.keyboard.press("Escape")
        assert menu.get_attribute("aria-expanded") == "false"
        assert page.evaluate(FOCUS)["name"] == "Menu"

        menu.press(" ")
        for _ in range(40):
            page.keyboard.press("Tab")
            if not page.evaluate(in_it):
                break
        assert menu.get_attribute("aria-expanded") == "false"
        assert page.evaluate(FOCUS)["visible"]


@pytest.mark.parametrize("width", [1440, 320])
def test_keys_search_choose_a_result_and_leave_the_search(browser: Browser, address: str, width: int) -> None:
    with context(browser, width) as room:
        page = room.new_page()
        page.goto(f"{address}/{KINDS['about']}")
        walk(page, 4)
        page.keyboard.type("reservations")
        page.locator(".md-search-result__link").first.wait_for()
        page.keyboard.press("Escape")
        closed = page.evaluate("document.querySelector('#__search').checked")
        walk(page, 1)
        after = page.evaluate(FOCUS)
        page.get_by_role("textbox", name="Search").focus()
        page.locator(".md-search-result__link").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/about/index.html" not in url)

    assert not closed
    assert after["visible"]


def test_single_letters_do_nothing(browser: Browser, address: str) -> None:
    with context(browser) as room:
        page = room.new_page()
        page.goto(f"{address}/{KINDS['lesson']}")
        for key in "npfs,./":
            page.keyboard.press(key)
        settle(page)

        assert page.url.endswith(KINDS["lesson"])
        assert not page.evaluate("document.querySelector('#__search').checked")


def test_code_that_scrolls_can_be_reached_and_scrolled_by_keys(browser: Browser, address: str) -> None:
    with context(browser, 320) as room:
        page = room.new_page()
        page.goto(f"{address}/{KINDS['lesson']}")
        box = page.locator(".md-typeset pre > code[tabindex='0']").first
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 0")

        assert box.get_attribute("aria-label") == "Code, scrolls sideways"
