"""The seeded shop for visitors of several countries: one price on every page, without a script or a mouse."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from shopwright.site.assets import install_scripts
from shopwright.store import ROOT
from tests.browsing import SCHEMES, Heard, context, found_by_axe, overflow
from tests.store.shops import open_shop

WIDTHS = (320, 390, 1440)
JUG, MUG = "/p/wine-jug/", "/p/harbour-mug/?variant=HARB-MUG-OAT-250"
SOLD_OUT = "/p/harbour-mug/?variant=HARB-MUG-ASH-BLUE-250"


@pytest.fixture(scope="module")
def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a whole store; what its goods look like does not matter here."""
    assert browser
    with open_shop(tmp_path_factory.mktemp("shop"), pictures=False) as address:
        yield address


def choose(page: Page, country: str) -> None:
    """Choose a country in the header, with the keyboard alone."""
    page.locator(".switch summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "switch"
    page.keyboard.type(country)
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def put_in(page: Page) -> None:
    """Put what the page shows into the cart, and follow to it."""
    with page.expect_navigation(url="**/cart/"):
        page.get_by_role("button", name="Add to the cart").click()


def price(page: Page, place: str = ".facts .price") -> str:
    """A price as it stands there, without what is said about it."""
    return page.locator(place).first.inner_text().split()[0]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_country_is_chosen_without_a_script_and_without_a_mouse(
    browser: Browser, shop: str, width: int
) -> None:
    with context(browser, width, java_script_enabled=False) as room:
        page = room.new_page()
        page.goto(shop + MUG)
        at_home = price(page)
        page.locator(".switch summary").press("Enter")
        assert page.locator(".switch form").is_visible()
        page.select_option("#switch", "US")
        with page.expect_navigation():
            page.locator(".switch button").press("Enter")

        assert (at_home, price(page)) == ("€24.00", "$28.00")
        assert page.url == shop + MUG
        assert "USD" in page.locator(".switch summary").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_open_form_fits_the_window(browser: Browser, shop: str, width: int) -> None:
    with context(browser, width) as room:
        page = room.new_page()
        page.goto(shop + JUG)
        page.locator(".switch summary").click()
        box = page.locator(".switch form").bounding_box()

        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert overflow(page) == 0


@pytest.mark.parametrize(
    ("country", "code", "prices"),
    [
        ("Austria", "AT", ["€24.00", "€57.50"]),
        ("United S", "US", ["$28.00", "$82.99"]),
        ("Japan", "JP", ["¥4,000", "¥11,880"]),
    ],
)
def test_every_page_and_the_cart_ask_for_one_price(
    browser: Browser, shop: str, country: str, code: str, prices: list[str]
) -> None:
    mug, jug = prices
    with context(browser) as room:
        page = room.new_page()
        page.goto(shop + JUG)
        choose(page, country)
        asked = [price(page)]
        page.goto(f"{shop}/c/jugs-and-teapots/")
        asked.append(price(page, ".card:has(a[href='/p/wine-jug/']) .price"))
        page.goto(shop + MUG)
        assert price(page) == mug
        put_in(page)
        page.goto(shop + JUG)
        put_in(page)
        each = [
            words.inner_text().split()[0] for words in page.locator(".row-words .soft", has_text="each").all()
        ]
        changed = page.get_by_text("Since you last looked").count()

        assert asked == [jug, jug]
        assert each == prices
        assert changed == 0
        assert page.locator("#country").input_value() == page.locator("#switch").input_value() == code


def test_a_sale_names_the_price_before_it_and_what_is_sold_out_has_no_button(
    browser: Browser, shop: str
) -> None:
    with context(browser) as room:
        page = room.new_page()
        page.goto(shop + JUG)
        sale = page.locator(".asked").inner_text()
        page.goto(shop + SOLD_OUT)
        sold_out = page.locator(".facts").inner_text()

    assert "€65.00" in sale
    assert "Lowest price of the 30 days before the sale: €65.00" in sale
    assert "incl. MwSt." in sale
    assert "Sold out." in sold_out
    assert "Add to the cart" not in sold_out


def test_what_is_chosen_asks_no_other_host_and_nobody_complains(browser: Browser, shop: str) -> None:
    heard = Heard()
    with context(browser) as room:
        page = room.new_page()
        heard.listen(page)
        page.goto(shop)
        choose(page, "Japan")
        page.wait_for_load_state("networkidle")

    assert [url for url in heard.requests if not url.startswith(f"{shop}/")] == []
    assert heard.complaints == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_to_mend_in_the_switch_and_the_cart(
    browser: Browser, shop: str, scheme: Any
) -> None:
    install_scripts(ROOT, tools=True)
    found = []
    with context(browser, 390, color_scheme=scheme) as room:
        page = room.new_page()
        for address in (JUG, SOLD_OUT, MUG):
            page.goto(shop + address)
            page.locator(".switch summary").click()
            found += found_by_axe(page)
        page.goto(shop + MUG)
        put_in(page)
        page.fill("#code", "kiln-day")
        with page.expect_navigation():
            page.get_by_role("button", name="Use it").click()
        found += found_by_axe(page)

    assert found == []
