"""The hosted page in a real browser: narrow and wide, light and dark, by keyboard, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import SCHEMES, context
from tests.contracts.contrast import contrast
from tests.contracts.sandboxes import Running
from tests.contracts.shops import Shop


@pytest.fixture
def session(sandbox: Running, shop: Shop) -> Any:
    """A page for two mugs."""
    shop.page = b"<title>Shop</title>"
    price: Any = {
        "currency": "eur",
        "unit_amount": 1000,
        "product_data": {"name": "A mug of stoneware with a blue glaze"},
    }
    return sandbox.stripe.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 2}],
            "success_url": shop.url + "/paid?session={CHECKOUT_SESSION_ID}",
            "cancel_url": f"{shop.url}/cart",
        }
    )


def opened(browser: Browser, session: Any, **options: Any) -> Page:
    """The page, open."""
    page = context(browser, **options).new_page()
    page.goto(session.url)
    return page


def type_in(page: Page, number: str) -> None:
    """Fill in the page by keyboard, and press Enter."""
    page.get_by_label("Email").focus()
    for typed in ("ada@example.com", number, "12/34", "123", "Ada Potter"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Pay 20.00 EUR")).to_be_focused()
    page.keyboard.press("Enter")


def test_a_buyer_pays_by_keyboard_and_without_javascript(browser: Browser, session: Any, shop: Shop) -> None:
    page = opened(browser, session, java_script_enabled=False)

    type_in(page, "4000000000009995")
    expect(page.get_by_role("alert")).to_have_text("Your card has insufficient funds.")
    expect(page.get_by_label("Email")).to_have_value("ada@example.com")
    page.get_by_label("Email").fill("")
    page.get_by_label("Name on card").fill("")
    type_in(page, "4000002760003184")
    page.get_by_role("button", name="It is me", exact=True).click()

    page.wait_for_url(f"{shop.url}/paid?session={session.id}")
    page.context.close()


def test_a_buyer_goes_back_to_the_shop(browser: Browser, session: Any, shop: Shop) -> None:
    page = opened(browser, session)

    page.get_by_role("link", name="Back to the shop").click()

    page.wait_for_url(f"{shop.url}/cart")
    page.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_page_can_be_read(browser: Browser, session: Any, scheme: str, width: int) -> None:
    page = opened(browser, session, width=width, color_scheme=scheme)
    page.get_by_role("button", name="Pay 20.00 EUR").click()
    expect(page.get_by_role("alert")).to_be_visible()

    for chosen in ("h1", "h1 span", "h2", "li", "small", "a", "label", "input", "button", ".error", ".hint"):
        assert contrast(page.main_frame, chosen) >= 4.5, chosen
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()
