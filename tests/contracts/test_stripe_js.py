"""The stand-in for Stripe.js in a real browser: a page of another origin pays, and never sees the card."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.contracts.sandboxes import Running
from tests.contracts.shops import Shop

NUMBER = "4242 4242 4242 4242"
PAGE = """<!doctype html><title>Shop</title><div id="card"></div><button>Pay</button><output></output>
<script src="{sandbox}/stripe.js"></script>
<script>
  const stripe = Stripe("pk_test_page");
  const elements = stripe.elements({{ clientSecret: "{secret}" }});
  elements.create("payment").mount("#card");
  document.querySelector("button").addEventListener("click", async () => {{
    const done = await stripe.confirmPayment({{
      elements, redirect: "if_required", confirmParams: {{ return_url: location.origin + "/back?order=1" }},
    }});
    document.querySelector("output").textContent = done.error?.message ?? done.paymentIntent.status;
  }});
</script>"""


@pytest.fixture
def intent(sandbox: Running) -> Any:
    """Twenty euros are to be paid."""
    return sandbox.stripe.v1.payment_intents.create({"amount": 2000, "currency": "eur"})


@pytest.fixture
def page(browser: Browser, shop: Shop, sandbox: Running, intent: Any) -> Iterator[Page]:
    """The shop's page, open, with a frame for the card."""
    shop.page = PAGE.format(sandbox=sandbox.url, secret=intent.client_secret).encode()
    opened = browser.new_page()
    opened.goto(shop.url)
    yield opened
    opened.close()


def pay(page: Page, number: str) -> None:
    """Type a card into the frame, and press the page's button."""
    frame = page.frame_locator("iframe")
    frame.get_by_label("Card number").fill(number)
    frame.get_by_label("Expiry").fill("12 / 34")
    frame.get_by_label("Security code").fill("123")
    page.get_by_role("button", name="Pay").click()


def test_a_card_pays_and_the_number_goes_to_the_provider_alone(
    page: Page, sandbox: Running, intent: Any
) -> None:
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    page.on("request", note)

    pay(page, NUMBER)

    expect(page.locator("output")).to_have_text("succeeded")
    assert sandbox.stripe.v1.payment_intents.retrieve(intent.id).amount_received == 2000
    with_number = [one for one in sent if "4242" in (one.post_data or "") + one.url]
    assert [one.url for one in with_number] == [f"{sandbox.url}/elements/confirm"]
    # The page's own script cannot reach into the frame, since the frame is another origin's.
    reached = page.evaluate("() => document.querySelector('iframe').contentDocument")
    assert reached is None


def test_a_card_that_is_declined_says_why_and_another_one_pays(page: Page) -> None:
    pay(page, "4000 0000 0000 9995")
    expect(page.locator("output")).to_have_text("Your card has insufficient funds.")

    pay(page, NUMBER)
    expect(page.locator("output")).to_have_text("succeeded")


@pytest.mark.parametrize(("button", "end"), [("It is me", "succeeded"), ("It is not me", "failed")])
def test_a_bank_asks_on_a_page_of_its_own_and_sends_the_buyer_back(
    page: Page, shop: Shop, intent: Any, button: str, end: str
) -> None:
    pay(page, "4000 0027 6000 3184")
    expect(page.get_by_text("20.00 EUR")).to_be_visible()

    page.get_by_role("button", name=button, exact=True).click()

    page.wait_for_url(f"{shop.url}/back?order=1&payment_intent={intent.id}&*redirect_status={end}")


def test_the_console_works_in_a_browser(browser: Browser, sandbox: Running, intent: Any) -> None:
    opened = browser.new_page()
    opened.goto(f"{sandbox.url}/sandbox")
    opened.get_by_label("What goes wrong").select_option("429")
    opened.get_by_role("button", name="Let it happen").click()

    expect(opened.get_by_role("heading", name="Sandbox")).to_be_visible()
    expect(opened.get_by_role("cell", name="/v1/payment_intents").first).to_be_visible()
    opened.close()
