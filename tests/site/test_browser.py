"""The real site in a real browser: quiet, complete without a network, readable by everybody."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from shopwright.course.manifest import Course, load_course
from shopwright.site import commands
from shopwright.site.material import Material
from tests.browsing import SCHEMES, Heard, context, overflow

WITH_A_WIDE_TABLE = "how-to-prevent-overselling-implement-stock-reservation-with-django-and-redis"


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(commands.KIT)


@pytest.fixture(scope="module")
def pages(course: Course) -> dict[str, str]:
    """One page of each kind."""
    chapter = course.chapters[1]
    step = chapter.steps[0]
    return {
        "landing": "index.html",
        "course": "course/index.html",
        "lesson": f"course/{chapter.slug}/index.html",
        "step": f"course/{chapter.slug}/{step.slug}/index.html",
        "article": f"articles/{WITH_A_WIDE_TABLE}.html",
        "start": "start/index.html",
        "options": "reference/options.html",
        "notes": f"instructors/{chapter.slug}/index.html",
    }


@pytest.mark.parametrize("way", ["served", "from a folder"])
def test_pages_ask_no_other_host_and_complain_about_nothing(
    browser: Browser, address: str, site: Path, pages: dict[str, str], way: str
) -> None:
    base = address if way == "served" else site.as_uri()
    heard = Heard()
    with context(browser) as room:
        page = room.new_page()
        heard.listen(page)
        for path in pages.values():
            page.goto(f"{base}/{path}")
            page.wait_for_load_state("networkidle")

    assert [url for url in heard.requests if not url.startswith((base, "data:", "blob:"))] == []
    assert heard.complaints == []
    assert any(url.endswith("hanken-grotesk.ttf") for url in heard.requests)


@pytest.mark.parametrize("way", ["served", "from a folder"])
def test_search_finds_a_word(browser: Browser, address: str, site: Path, course: Course, way: str) -> None:
    base = address if way == "served" else site.as_uri()
    chapter = course.chapters[0]
    with context(browser) as room:
        page = room.new_page()
        page.goto(f"{base}/about/index.html")
        page.get_by_role("textbox", name="Search").click()
        page.get_by_role("textbox", name="Search").press_sequentially(chapter.title)
        result = page.locator(f".md-search-result__link[href*='course/{chapter.slug}/']").first
        result.wait_for()
        result.click()

        expect(page).to_have_url(re.compile(re.escape(f"/course/{chapter.slug}/")))


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_the_window(
    browser: Browser, address: str, pages: dict[str, str], width: int
) -> None:
    too_wide = {}
    with context(browser, width) as room:
        page = room.new_page()
        for name, path in pages.items():
            page.goto(f"{address}/{path}")
            over = overflow(page)
            if over > 0:
                too_wide[name] = over

    assert too_wide == {}


@pytest.mark.parametrize(("width", "reached"), [(390, True), (1440, False)])
def test_keys_reach_a_table_that_has_to_scroll(
    browser: Browser, address: str, pages: dict[str, str], width: int, reached: bool
) -> None:
    with context(browser, width) as room:
        page = room.new_page()
        page.goto(f"{address}/{pages['article']}")
        frames = page.locator(".md-typeset__scrollwrap").evaluate_all(
            "all => all.map(one => one.tabIndex === 0)"
        )

    assert any(frames) is reached


def copied(page: Page, box: str) -> str:
    """Press the copy button of the first such box, and return what the clipboard then holds."""
    button = page.locator(f"{box} > .sw-copy").first
    button.scroll_into_view_if_needed()
    button.focus()
    button.press("Enter")
    page.locator(f"{box} > .sw-copy[data-done]").first.wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copies_hold_code_without_signs_prompts_or_removed_lines(
    browser: Browser, address: str, pages: dict[str, str], course: Course
) -> None:
    tree = Material(commands.KIT).tree(course.chapters[1].steps[0])
    with context(browser, permissions=["clipboard-read", "clipboard-write"]) as room:
        page = room.new_page()
        page.goto(f"{address}/{pages['step']}")
        command = copied(page, ".sw-command")
        path = page.locator("h3.sw-file code").first.inner_text()
        code = copied(page, ".sw-change")

    assert command == f"git checkout {course.chapters[1].steps[0].name}"
    assert code == tree[path].text


def test_a_page_can_be_read_without_scripts(browser: Browser, address: str, pages: dict[str, str]) -> None:
    with context(browser, java_script_enabled=False) as room:
        page = room.new_page()
        page.goto(f"{address}/{pages['step']}")

        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".sw-diff ins").first).to_be_visible()
        expect(page.locator(".sw-copy")).to_have_count(0)
        page.locator(".md-footer__link--next").click()
        # A click returns when the next page begins to come, so what is on it is waited for.
        expect(page).not_to_have_url(f"{address}/{pages['step']}")
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_takes_the_colours_of_the_system(
    browser: Browser, address: str, pages: dict[str, str], scheme: Any
) -> None:
    with context(browser, color_scheme=scheme) as room:
        page = room.new_page()
        page.goto(f"{address}/{pages['landing']}")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert ground == {"light": "rgb(250, 247, 242)", "dark": "rgb(20, 26, 24)"}[scheme]


def test_a_finger_can_open_the_navigation(browser: Browser, address: str, pages: dict[str, str]) -> None:
    with context(browser, has_touch=True) as room:
        page = room.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{address}/{pages['landing']}")
        page.locator("label.md-header__button[for=__drawer]").tap()

        expect(page.locator(".md-nav--primary").get_by_text("Start a store").first).to_be_visible()
