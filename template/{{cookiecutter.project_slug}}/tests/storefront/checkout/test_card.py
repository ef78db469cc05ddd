"""The card's part of the checkout page, as it leaves the shop. What it does in a browser, a browser shows."""

from typing import Any

import pytest
from django.test import Client

from shop.card_payments.way import Cards
from shop.checkout.models import Checkout, Point
from shop.orders.models import Order
from tests.card_payments.builders import said_at
from tests.storefront.checkout.test_pages import begin, pay, words
from tests.storefront.reading import read
from tests.storefront.test_headers import policy

pytestmark = pytest.mark.django_db


def a_card(name: str = "visa") -> dict[str, str]:
    """What the page's form sends for a test card."""
    return {"given.method": f"pm_card_{name}", "given.back": "http://testserver/checkout/back/"}


def test_the_page_has_fields_of_stripes(cards: Cards, visitor: Client) -> None:
    page = read(begin(visitor, "card"))

    fields = page.one("div", id="card")
    told = (fields["data-amount"], fields["data-currency"], fields["data-key"])
    assert told == ("4800", "eur", "pk_test_shop")
    assert page.one("input", name="given.back")["value"] == "http://testserver/checkout/back/"


@pytest.mark.parametrize("way", ["card", "bank-transfer"])
def test_only_this_page_may_load_what_they_are_made_of(
    cards: Cards,
    visitor: Client,
    settings: Any,
    way: str,
) -> None:
    rules = policy(begin(visitor, way)["Content-Security-Policy"])
    base = settings.STRIPE_API_BASE

    assert rules["script-src"] == (f"'self' {base}" if way == "card" else "'self'")
    assert rules.get("frame-src") == (base if way == "card" else None)
    assert base not in visitor.get("/cart/")["Content-Security-Policy"]


def test_in_production_they_are_stripes_own(cards: Cards, visitor: Client, settings: Any) -> None:
    begin(visitor, "card")
    settings.STRIPE_API_BASE = ""

    answer = visitor.get("/checkout/review/")

    scripts = [script.get("src") for script in read(answer).all("script")]
    assert scripts[0] == "https://js.stripe.com/endive/stripe.js"
    rules = policy(answer["Content-Security-Policy"])
    assert rules["connect-src"] == "'self' https://api.stripe.com"
    assert "https://hooks.stripe.com" in rules["frame-src"]


def test_a_guest_pays_by_card(cards: Cards, visitor: Client) -> None:
    begin(visitor, "card")

    done = pay(visitor, **a_card())

    assert f"Number {Order.objects.get().label}" in words(done)


def test_a_guest_goes_to_the_bank_and_comes_back(cards: Cards, visitor: Client) -> None:
    begin(visitor, "card")

    led = pay(visitor, **a_card("authenticationRequired"))
    url = led.headers["Refresh"].removeprefix("0; url=")
    assert url in [link["href"] for link in read(led).all("a")]
    back = said_at(url, proved=True)

    assert back.startswith("http://testserver/checkout/back/?payment_intent=")
    done = visitor.get(back.removeprefix("http://testserver"), follow=True)
    assert f"Number {Order.objects.get().label}" in words(done)


def test_who_is_not_believed_at_the_bank_reads_it(cards: Cards, visitor: Client) -> None:
    begin(visitor, "card")
    url = pay(visitor, **a_card("authenticationRequired")).headers["Refresh"].removeprefix("0; url=")

    back = said_at(url, proved=False)

    came = visitor.get(back.removeprefix("http://testserver"))
    assert (came.status_code, Order.objects.count()) == (422, 0)
    assert "Your bank could not be sure that it is you." in words(came)


def test_who_sends_no_card_is_told_how(cards: Cards, visitor: Client) -> None:
    begin(visitor, "card")

    page = pay(visitor)

    assert page.status_code == 200
    assert "allow scripts for this page" in words(page)
    assert Checkout.objects.get().point == Point.ASKED


def test_a_number_is_refused(cards: Cards, visitor: Client) -> None:
    begin(visitor, "card")

    page = pay(visitor, **(a_card() | {"given.method": "4242424242424242"}))

    assert page.status_code == 422
    assert "4242" not in page.content.decode()
