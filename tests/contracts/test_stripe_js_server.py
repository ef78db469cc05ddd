"""The stand-in for Stripe.js where a server finishes the payment: the browser chooses a card, and no more."""

from collections.abc import Iterator
from typing import Any

import pytest
import stripe
from playwright.sync_api import Browser, Error, Page, Request, expect

from tests.browsing import SCHEMES, context
from tests.contracts.contrast import contrast
from tests.contracts.sandboxes import Running
from tests.contracts.shops import Shop

PAGE = """<!doctype html><html lang="en"><title>Shop</title>
<meta name="viewport" content="width=device-width">
<style>:root {{ color-scheme: light dark }} body {{ margin: 1rem }}</style>
<div id="card"></div><button>Pay</button><output></output>
<script src="{sandbox}/stripe.js"></script>
<script>
  window.stripe = Stripe("pk_test_page", {{ locale: "en" }});
  window.elements = stripe.elements({{
    mode: "payment", amount: 2000, currency: "eur", paymentMethodCreation: "manual",
    paymentMethodTypes: ["card"], locale: "en", appearance: {appearance},
  }});
  window.heard = [];
  const card = elements.create("payment", {{ layout: "tabs" }});
  card.on("ready", (event) => heard.push(["ready", event.elementType]));
  card.on("change", (event) => heard.push(["change", event.complete, event.empty]));
  card.mount("#card");
  const say = (words) => {{ document.querySelector("output").textContent = words; }};
  async function pay() {{
    const {{ error: wrong }} = await elements.submit();
    if (wrong) return `${{wrong.type}}: ${{wrong.code}}`;
    const params = {{ billing_details: {{ name: "Ada", address: {{ country: "DE" }} }} }};
    const {{ error, paymentMethod }} = await stripe.createPaymentMethod({{ elements, params }});
    if (error) return `${{error.type}}: ${{error.message}}`;
    const intent = await atTheServer(paymentMethod.id);
    if (intent.error) return intent.error;
    const done = await stripe.handleNextAction({{ clientSecret: intent.client_secret }});
    return `${{paymentMethod.card.brand}} ${{paymentMethod.card.last4}} ${{done.paymentIntent.status}}`;
  }}
  document.querySelector("button").addEventListener("click", async () => say(await pay()));
</script></html>"""


def opened(browser: Browser, shop: Shop, sandbox: Running, appearance: str = "{}", **options: Any) -> Page:
    """The shop's page, with a server behind it that pays."""
    shop.page = PAGE.format(sandbox=sandbox.url, appearance=appearance).encode()
    page = context(browser, **options).new_page()

    def pays(method: str) -> dict[str, Any]:
        params: Any = {
            "amount": 2000,
            "currency": "eur",
            "confirm": True,
            "payment_method": method,
            "return_url": f"{shop.url}/back?order=1",
        }
        try:
            return sandbox.stripe.v1.payment_intents.create(params).to_dict()
        except stripe.CardError as error:
            return {"error": error.user_message}

    page.expose_function("atTheServer", pays)
    page.goto(shop.url)
    return page


@pytest.fixture
def page(browser: Browser, shop: Shop, sandbox: Running) -> Iterator[Page]:
    """The shop's page, open, with a frame for the card."""
    one = opened(browser, shop, sandbox)
    yield one
    one.context.close()


def type_in(
    page: Page, number: str = "4242 4242 4242 4242", expiry: str = "12 / 34", cvc: str = "123"
) -> None:
    """Type a card into the frame, and press the page's button."""
    frame = page.frame_locator("iframe")
    frame.get_by_label("Card number").fill(number)
    frame.get_by_label("Expiry").fill(expiry)
    frame.get_by_label("Security code").fill(cvc)
    page.get_by_role("button", name="Pay").click()


def test_a_card_is_chosen_and_the_number_goes_to_the_provider_alone(page: Page, sandbox: Running) -> None:
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    page.on("request", note)

    type_in(page)

    expect(page.locator("output")).to_have_text("visa 4242 succeeded")
    with_number = [one.url for one in sent if "4242" in (one.post_data or "") + one.url]
    assert with_number == [f"{sandbox.url}/elements/method"]
    (intent,) = sandbox.stripe.v1.payment_intents.list({"expand": ["data.payment_method"]}).data
    method: Any = intent.payment_method
    assert (method.billing_details.name, method.billing_details.address.country) == ("Ada", "DE")


def test_the_page_hears_whether_the_card_is_complete(page: Page) -> None:
    expect(page.frame_locator("iframe").get_by_label("Expiry")).to_be_visible()
    page.wait_for_function("heard.length === 1")

    type_in(page)

    expect(page.locator("output")).to_have_text("visa 4242 succeeded")
    assert page.evaluate("heard") == [
        ["ready", "payment"],
        ["change", False, False],
        ["change", False, False],
        ["change", True, False],
    ]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ({"number": ""}, "incomplete_number", "Your card number is incomplete."),
        ({"number": "4242 4242 4242 4241"}, "invalid_number", "Your card number is invalid."),
        ({"expiry": ""}, "incomplete_expiry", "Your card's expiration date is incomplete."),
        ({"expiry": "12 / 20"}, "invalid_expiry_year_past", "Your card's expiration date is in the past."),
        ({"cvc": "12"}, "incomplete_cvc", "Your card's security code is incomplete."),
    ],
)
def test_a_field_that_is_wrong_is_named_beside_it(
    page: Page, sandbox: Running, typed: dict[str, str], code: str, said: str
) -> None:
    type_in(page, **typed)

    expect(page.locator("output")).to_have_text(f"validation_error: {code}")
    field = page.frame_locator("iframe").locator("input:focus")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(said)
    assert sandbox.stripe.v1.payment_intents.list().data == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("4111 1111 1111 1111", "card_error: Your card was declined."),
        ("4000 0000 0000 9995", "Your card has insufficient funds."),
        ("4000 0000 0000 0069", "Your card has expired."),
        ("4000 0000 0000 0127", "Your card's security code is incorrect."),
    ],
)
def test_a_card_that_is_declined_says_why_and_another_one_pays(page: Page, number: str, said: str) -> None:
    type_in(page, number)
    expect(page.locator("output")).to_contain_text(said)

    type_in(page)
    expect(page.locator("output")).to_have_text("visa 4242 succeeded")


def test_a_bank_asks_on_a_page_of_its_own_and_sends_the_buyer_back(page: Page, shop: Shop) -> None:
    type_in(page, "4000 0027 6000 3184")

    page.get_by_role("button", name="It is me", exact=True).click()

    page.wait_for_url(f"{shop.url}/back?order=1&payment_intent=pi_*&*redirect_status=succeeded")


def test_it_is_done_by_keyboard_alone(page: Page) -> None:
    expect(page.frame_locator("iframe").get_by_label("Card number")).to_be_visible()
    for typed in ("4242424242424242", "1234", "123"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("output")).to_have_text("visa 4242 succeeded")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ('stripe.elements({mode: "payment", amount: 1, currency: "eur", colour: "red"})', "not know colour"),
        ('stripe.elements({mode: "setup", currency: "eur"})', 'not "setup"'),
        ('stripe.elements({mode: "payment", amount: 19.99, currency: "eur"})', "amount"),
        ('stripe.elements({mode: "payment", amount: 1999, currency: "EUR"})', "currency"),
        ('elements.create("card")', 'not "card"'),
        ('elements.create("payment")', "Can only create one"),
        ('elements.getElement("payment").on("click", () => {})', 'not "click"'),
        ("stripe.createPaymentMethod({elements})", "elements.submit() must be called"),
        ('stripe.createPaymentMethod({elements, type: "card"})', "not know type"),
        ("stripe.handleNextAction({})", "clientSecret"),
        ('Stripe("sk_test_secret")', "publishable"),
    ],
)
def test_what_the_stand_in_does_not_know_it_refuses(page: Page, program: str, said: str) -> None:
    with pytest.raises(Error, match="IntegrationError") as refused:
        page.evaluate(program)

    assert said in refused.value.message


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_fields_can_be_read_in_light_and_dark_on_a_narrow_page(
    browser: Browser, shop: Shop, sandbox: Running, scheme: str
) -> None:
    page = opened(browser, shop, sandbox, width=320, color_scheme=scheme)
    expect(page.frame_locator("iframe").get_by_label("Card number")).to_be_visible()
    page.get_by_role("button", name="Pay").click()
    expect(page.locator("output")).to_have_text("validation_error: incomplete_number")
    frame = page.frames[1]

    for chosen in ("input", "label", ".error", ".hint"):
        assert contrast(frame, chosen) >= 4.5, chosen
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.context.close()
