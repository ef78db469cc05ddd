"""The seeded shop in a real browser: quiet, self-contained, usable by everybody on anything."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from shopwright.site.assets import install_scripts
from shopwright.store import ROOT
from tests.browsing import SCHEMES, Heard, context, found_by_axe, overflow
from tests.store.shops import open_shop

KINDS = ("home", "list", "product")


@pytest.fixture(scope="module")
def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a whole store, generated, seeded and running."""
    assert browser
    with open_shop(tmp_path_factory.mktemp("shop")) as address:
        yield address


@pytest.fixture(scope="module")
def pages(browser: Browser, shop: str) -> dict[str, str]:
    """One page of each kind; the product is the first that comes in several forms."""
    with context(browser) as room:
        page = room.new_page()
        page.goto(shop)
        shelf = address_of(page, ".masthead nav a")
        products = [str(link.get_attribute("href")) for link in page.locator(".card h3 a").all()]
        for product in products:
            page.goto(shop + product)
            if page.locator(".option a:not([aria-current])").count():
                return {"home": "/", "list": shelf, "product": product}
    raise AssertionError(f"no product with options among {products}")


def address_of(page: Page, link: str) -> str:
    """Where the first such link leads."""
    return str(page.locator(link).first.get_attribute("href"))


def scroll_through(page: Page) -> None:
    """Show every part of the page once, so that all pictures load."""
    page.evaluate(
        """async () => {
            for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
                scrollTo(0, y);
                await new Promise(requestAnimationFrame);
            }
            await Promise.all([...document.images].map((image) => image.decode()));
            scrollTo(0, 0);
        }"""
    )


def test_pages_ask_no_other_host_and_complain_about_nothing(
    browser: Browser, shop: str, pages: dict[str, str]
) -> None:
    heard = Heard()
    with context(browser) as room:
        page = room.new_page()
        heard.listen(page)
        for kind in KINDS:
            page.goto(shop + pages[kind])
            scroll_through(page)
            page.wait_for_load_state("networkidle")
        scripts = page.evaluate("document.scripts.length")

    assert [url for url in heard.requests if not url.startswith(f"{shop}/")] == []
    assert heard.complaints == []
    assert sum(".ttf" in url for url in set(heard.requests)) == 1
    assert scripts == 1, "a description of the product for machines, and nothing that runs"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_to_mend(
    browser: Browser, shop: str, pages: dict[str, str], kind: str, scheme: Any
) -> None:
    install_scripts(ROOT, tools=True)
    with context(browser, color_scheme=scheme) as room:
        page = room.new_page()
        page.goto(shop + pages[kind])
        found = found_by_axe(page)

    assert found == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_is_wider_than_the_window(
    browser: Browser, shop: str, pages: dict[str, str], width: int
) -> None:
    # 320 pixels are also what a window of 1280 pixels has at 400 percent.
    too_wide = {}
    with context(browser, width) as room:
        page = room.new_page()
        for kind, path in pages.items():
            page.goto(shop + path)
            over = overflow(page)
            if over > 0:
                too_wide[kind] = over

    assert too_wide == {}


def focused(page: Page) -> dict[str, Any]:
    """What has the focus, and whether that can be seen."""
    state: dict[str, Any] = page.evaluate(
        """() => {
            const element = document.activeElement;
            const outlines = [null, "::after"].map((part) => getComputedStyle(element, part));
            const box = element.getBoundingClientRect();
            return {
                text: element.innerText,
                href: element.getAttribute("href"),
                seen: box.width > 1 && outlines.some((one) => one.outlineStyle === "solid"),
            };
        }"""
    )
    return state


@pytest.mark.parametrize("width", [320, 1440])
def test_the_keyboard_skips_to_the_products(
    browser: Browser, shop: str, pages: dict[str, str], width: int
) -> None:
    with context(browser, width) as room:
        page = room.new_page()
        page.goto(shop + pages["list"])
        wanted = address_of(page, ".card h3 a")
        page.keyboard.press("Tab")
        skip = focused(page)
        page.keyboard.press("Enter")
        after = []
        while not after or (after[-1]["href"] != wanted and len(after) < 30):
            page.keyboard.press("Tab")
            after.append(focused(page))
        page.keyboard.press("Enter")
        page.wait_for_url(f"{shop}{wanted}")

    assert (skip["text"], skip["seen"]) == ("Skip to the content", True)
    assert after[-1]["href"] == wanted
    assert [stop for stop in after if not stop["seen"]] == []


def test_options_and_pages_work_without_scripts(browser: Browser, shop: str, pages: dict[str, str]) -> None:
    with context(browser, java_script_enabled=False) as room:
        page = room.new_page()
        page.goto(shop + pages["product"])
        option = page.locator(".option a:not([aria-current])").first
        sku = str(option.get_attribute("href")).removeprefix("?variant=")
        option.click()

        # A click returns when the next page begins to come, so what is on it is waited for.
        expect(page).to_have_url(f"{shop}{pages['product']}?variant={sku}")
        expect(page.locator(".details td", has_text=sku)).to_be_visible()

        page.goto(shop)
        first_card = page.locator(".card h3 a").first
        first = address_of(page, ".card h3 a")
        page.get_by_role("link", name="Older pieces").click()
        expect(first_card).not_to_have_attribute("href", first)
        page.get_by_role("link", name="Newer pieces").click()
        expect(first_card).to_have_attribute("href", first)


def test_nothing_moves_while_pictures_load(browser: Browser, shop: str, pages: dict[str, str]) -> None:
    watch = """
        window.moved = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
    """
    moved = {}
    with context(browser, 390) as room:
        room.add_init_script(watch)
        page = room.new_page()
        for kind in KINDS:
            page.goto(shop + pages[kind])
            scroll_through(page)
            moved[kind] = page.evaluate("window.moved")

    assert {kind: shift for kind, shift in moved.items() if shift > 0.02} == {}


def test_a_telephone_loads_small_pictures(browser: Browser, shop: str, pages: dict[str, str]) -> None:
    with context(browser, 390) as room:
        page = room.new_page()
        page.goto(shop + pages["list"])
        scroll_through(page)
        widths = page.evaluate("[...document.images].map((image) => image.currentSrc.match(/-(\\d+)\\./)[1])")

    assert widths
    assert {int(width) for width in widths} <= {160, 320, 480}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_shop_takes_the_colours_of_the_system(
    browser: Browser, shop: str, pages: dict[str, str], scheme: Any
) -> None:
    grounds = set()
    with context(browser, color_scheme=scheme) as room:
        page = room.new_page()
        for path in pages.values():
            page.goto(shop + path)
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert grounds == {{"light": "rgb(250, 247, 242)", "dark": "rgb(20, 26, 25)"}[scheme]}
