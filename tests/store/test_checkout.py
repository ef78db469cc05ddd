"""A guest buys, in a real browser: from a shelf to the order, the mail, and what can go wrong on the way."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from shopwright.site.assets import install_scripts
from shopwright.store import ROOT
from tests.browsing import SCHEMES, Heard, context, found_by_axe, overflow
from tests.store.shops import open_shop

GOOD, PROVES, POOR = "4242 4242 4242 4242", "4000 0027 6000 3184", "4000 0000 0000 9995"
MUG = "/p/harbour-mug/?variant=HARB-MUG-OAT-250"
JUG = "/p/wine-jug/"
WIDTHS = (390, 1440)
HOST = "127.0.0.1"
PAY = re.compile(r"^Order and pay \W?\d")  # with the total; another button leads to another page


@dataclass(frozen=True)
class Shop:
    """A shop that is open.

    Attributes:
        folder: the store's own.
    """

    address: str
    folder: Path

    def tell(self, *command: str) -> str:
        """Run a command of the shop's, in its services."""
        python = str(self.folder / ".venv/bin/python")
        call = [python, "-m", "local.services", python, "manage.py", *command]
        return subprocess.run(call, cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def charges(self, number: str) -> dict[str, int]:
        """What came of asking cards for an order's money: how often there is a fact of each kind."""
        asked = (
            "from shop.checkout.models import Checkout;"
            "from shop.payments.models import PaymentEvent as E;"
            f"c = [c for c in Checkout.objects.exclude(order=None) if c.order.label == '{number}'][0];"
            "print(*E.objects.filter(payment__subject=c.public_id).values_list('kind', flat=True))"
        )
        kinds = self.tell("shell", "-v0", "-c", asked).split()
        return {kind: kinds.count(kind) for kind in kinds if kind != "authorised"}

    def payments(self, email: str) -> int:
        """How many payments were begun for somebody's checkouts that have no order."""
        asked = (
            "from shop.checkout.models import Checkout; from shop.payments.models import Payment;"
            f"c = Checkout.objects.filter(contact__email='{email}').values('public_id');"
            "print(Payment.objects.filter(subject__in=c).count())"
        )
        return int(self.tell("shell", "-v0", "-c", asked))

    def lose(self) -> None:
        """Lose all jugs that nobody was promised."""
        change = (
            "from shop.inventory.models import Reason, StockItem;"
            "from shop.inventory.services.ledger import adjust_stock;"
            "i = StockItem.objects.filter(variant__product__slug='wine-jug');"
            "[adjust_stock(item=i, change=i.held + i.allocated - i.on_hand, reason=Reason.LOST) for i in i"
            " if i.on_hand > i.held + i.allocated]"
        )
        self.tell("shell", "-v0", "-c", change)

    def mails(self, to: str) -> list[str]:
        """The mails that somebody has got, each a subject and a text."""
        found = []
        for file in sorted((self.folder / ".local" / "mails").glob("*")):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = mail.get_body(("plain",))
            if mail["To"] == to and body:
                found.append(f"{mail['Subject']}\n{body.get_content()}")
        return found


@pytest.fixture(scope="module")
def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A whole store with its workers, its sandbox, and goods without pictures."""
    assert browser
    folder = tmp_path_factory.mktemp("shop")
    with open_shop(folder, pictures=False) as address:
        (store,) = folder.iterdir()
        yield Shop(address, store)


def click(page: Page, button: str) -> None:
    """Click on a button, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def choose(page: Page, country: str) -> None:
    """Have it sent to another country."""
    page.locator(".switch summary").click()
    page.select_option("#switch", country)
    with page.expect_navigation():
        page.locator(".switch button").click()


def to_the_review(page: Page, shop: Shop, email: str = "ada@example.com", goods: str = MUG) -> None:
    """Put something into the cart, and go as far as the page with the total."""
    page.goto(shop.address + goods)
    click(page, "Add to the cart")
    page.get_by_role("link", name="To checkout").click()
    fill_in(page, email)


def fill_in(page: Page, email: str) -> None:
    """Say where it goes, and choose to pay by card."""
    said = {
        "E-mail": email,
        "Name": "Ada Potter",
        "Street and number": "Kiln Lane 3",
        "Postcode": "10115",
        "Town": "Berlin",
    }
    for label, value in said.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Card", exact=True).check()
    click(page, "Show the total")


def type_card(page: Page, number: str) -> None:
    """Type a card into the frame of the one who keeps it."""
    frame = page.frame_locator("#card-fields iframe")
    frame.get_by_label("Card number").fill(number)
    frame.get_by_label("Expiry").fill("12 / 34")
    frame.get_by_label("Security code").fill("123")


def order_in(page: Page) -> str:
    """The number on the page of an order."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, this is your order")
    found = re.search(r"Number (\S+),", page.inner_text("main"))
    assert found
    return found[1]


def pay(page: Page) -> None:
    """Agree to the total, and wait for what comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=PAY).click()


def eventually(true: Callable[[], object]) -> None:
    """Return as soon as something is true that workers bring about."""
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, "nobody did it"
        time.sleep(0.2)


def order_mail(shop: Shop, to: str) -> str:
    """The mail about somebody's order, which a worker sends a little later."""
    eventually(lambda: shop.mails(to))
    (mail,) = shop.mails(to)
    return mail


def test_a_guest_finds_something_and_pays_with_a_card_that_asks(browser: Browser, shop: Shop) -> None:
    heard = Heard()
    with context(browser, 390, locale="en-GB") as room:
        page = room.new_page()
        heard.listen(page)
        page.goto(shop.address)
        page.locator(".card h3 a", has_text="Harbour mug").first.click()
        page.locator(".option a").first.click()
        click(page, "Add to the cart")
        home = page.locator(".prices").inner_text()
        choose(page, "AT")
        abroad = page.locator(".prices").inner_text()
        choose(page, "DE")
        page.get_by_role("link", name="To checkout").click()
        fill_in(page, "grace@example.com")
        type_card(page, PROVES)
        with page.expect_navigation(url="**/3d-secure/**"):
            page.get_by_role("button", name=PAY).click()
        assert "Somebody wants to pay" in page.inner_text("main")
        click(page, "It is me")
        number = order_in(page)

    assert ("19 %" in home, "20 %" in abroad) == (True, True)
    mail = order_mail(shop, "grace@example.com")
    assert number in mail
    assert "Harbour mug" in mail
    # Pages without a picture of their own, such as a bank's, are asked for one all the same.
    assert [one for one in heard.complaints if "Policy" in one or "Error" in one] == []
    assert {url.partition("/")[2].partition("/")[2].partition(":")[0] for url in heard.requests} == {HOST}


def test_a_card_that_is_declined_takes_nothing_and_another_one_pays(browser: Browser, shop: Shop) -> None:
    with context(browser) as room:
        page = room.new_page()
        to_the_review(page, shop)
        type_card(page, POOR)
        pay(page)
        assert "There is not enough money on this card." in page.get_by_role("alert").first.inner_text()
        type_card(page, GOOD)
        pay(page)

        number = order_in(page)
    # That one was declined, Stripe tells by a message of its own, for which a worker cares.
    eventually(lambda: shop.charges(number) == {"captured": 1, "declined": 1})


def test_what_is_no_card_never_leaves_the_page(browser: Browser, shop: Shop) -> None:
    with context(browser) as room:
        page = room.new_page()
        to_the_review(page, shop)
        heard = Heard()
        heard.listen(page)
        type_card(page, "4242 4242 4242 4241")
        page.get_by_role("button", name=PAY).click()

        expect(page.locator("#card-wrong")).to_contain_text("card number is")
        assert not [url for url in heard.requests if "/checkout/" in url]
        expect(page.get_by_role("button", name=PAY)).to_be_enabled()


def test_two_clicks_are_one_order_and_one_charge(browser: Browser, shop: Shop) -> None:
    with context(browser) as room:
        page = room.new_page()
        to_the_review(page, shop, "double@example.com")
        type_card(page, GOOD)
        with page.expect_navigation(url="**/order/**"):
            page.get_by_role("button", name=PAY).dblclick()
        number = order_in(page)
        page.go_back()
        page.goto(shop.address + "/checkout/review/")

        assert order_in(page) == number
    assert shop.charges(number) == {"captured": 1}
    order_mail(shop, "double@example.com")


def test_who_closes_the_browser_at_the_bank_has_an_order(browser: Browser, shop: Shop) -> None:
    with context(browser) as room:
        page = room.new_page()
        to_the_review(page, shop, "gone@example.com")
        type_card(page, PROVES)
        with page.expect_navigation(url="**/3d-secure/**"):
            page.get_by_role("button", name=PAY).click()
        page.route("**/checkout/back/**", lambda route: route.abort())
        page.get_by_role("button", name="It is me").click()

    assert "Harbour mug" in order_mail(shop, "gone@example.com")
    shop.tell("check_invariants")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_to_mend_where_one_pays(
    browser: Browser, shop: Shop, width: int, scheme: Literal["light", "dark"]
) -> None:
    install_scripts(ROOT, tools=True)
    with context(browser, width, color_scheme=scheme) as room:
        page = room.new_page()
        to_the_review(page, shop)
        expect(page.frame_locator("#card-fields iframe").get_by_label("Card number")).to_be_visible()

        assert found_by_axe(page) == []
        assert overflow(page) <= 0


def test_without_scripts_the_page_says_what_else_there_is(browser: Browser, shop: Shop) -> None:
    with context(browser, java_script_enabled=False) as room:
        page = room.new_page()
        to_the_review(page, shop)

        assert "allow scripts for this page" in page.inner_text("main")


def test_what_is_gone_meanwhile_is_told_and_costs_nothing(browser: Browser, shop: Shop) -> None:
    with context(browser) as room:
        page = room.new_page()
        to_the_review(page, shop, "late@example.com", JUG)
        shop.lose()
        type_card(page, GOOD)
        pay(page)

        assert "sold out" in page.get_by_role("alert").first.inner_text()
        assert "/order/" not in page.url
    assert shop.payments("late@example.com") == 0
    shop.tell("check_invariants")
