"""Maps, messages, words and recordings in a real browser: for every eye and ear, with and without scripts."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import SCHEMES, context, found_by_axe, overflow

PAGES = [
    "course/map.html",
    "course/errata.html",
    "course/checkout/index.html",
    "reference/architecture.html",
    "reference/glossary.html",
    "reference/states.html",
]
LONGEST = 5000  # milliseconds; what moves longer must be able to be stopped


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_and_no_page_is_wider_than_a_small_window(
    browser: Browser, site: Path, scheme: Any
) -> None:
    found = {}
    with context(browser, 320, color_scheme=scheme) as room:
        page = room.new_page()
        for path in PAGES:
            page.goto(f"{site.as_uri()}/{path}")
            page.evaluate("document.querySelectorAll('article details').forEach((one) => (one.open = true))")
            found[path] = [*found_by_axe(page), overflow(page)]

    assert found == {path: [0] for path in PAGES}


def test_a_map_is_followed_by_keys_and_leads_to_a_lesson(browser: Browser, site: Path) -> None:
    with context(browser, java_script_enabled=False) as room:
        page = room.new_page()
        page.goto(f"{site.as_uri()}/course/map.html")
        page.locator(".sw-map").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.locator("h1")).to_have_text("An empty repository#")


def test_a_part_of_a_message_finds_its_cause(browser: Browser, site: Path) -> None:
    with context(browser) as room:
        page = room.new_page()
        page.goto(f"{site.as_uri()}/reference/index.html")
        page.get_by_role("textbox", name="Search").click()
        page.get_by_role("textbox", name="Search").press_sequentially("request has no key")

        found = page.locator(
            ".md-search-result__link[href*='reference/errors.html'][href$='#key-missing']"
        ).first
        found.wait_for(state="attached")


def test_a_recording_is_over_before_it_would_have_to_be_stopped(browser: Browser, site: Path) -> None:
    longest = """document.getAnimations().map((one) => one.effect.getComputedTiming().endTime)
        .reduce((longest, one) => Math.max(longest, one), 0)"""
    ends = {}
    for motion in ("no-preference", "reduce"):
        with context(browser, reduced_motion=motion) as room:
            page = room.new_page()
            page.goto(f"{site.as_uri()}/course/checkout/index.html")
            ends[motion] = page.evaluate(longest)

    assert 0 < ends["no-preference"] < LONGEST
    assert ends["reduce"] == 0


def test_a_recording_can_be_copied_without_prompts_and_output(browser: Browser, site: Path) -> None:
    with context(browser, permissions=["clipboard-read", "clipboard-write"]) as room:
        page = room.new_page()
        page.goto(f"{site.as_uri()}/course/products/index.html")
        page.locator(".sw-terminal > .sw-copy").focus()
        page.keyboard.press("Enter")
        page.locator(".sw-terminal > .sw-copy[data-done]").wait_for()
        page.locator(".sw-play").click()
        copied = page.evaluate("navigator.clipboard.readText()")

    assert copied == "python manage.py migrate -v0\npython manage.py seed_catalog"
