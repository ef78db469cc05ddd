"""A buyer without scripts pays by card: on a page of Stripe's."""

import pytest
from django.test import Client

from shop.card_payments.way import Cards
from shop.orders.models import Order
from tests.card_payments.test_page import typed
from tests.storefront.checkout.test_pages import begin, pay, words
from tests.storefront.reading import read

pytestmark = pytest.mark.django_db


def test_a_button_leads_to_the_page_and_from_there_to_the_order(cards: Cards, visitor: Client) -> None:
    page = read(begin(visitor, "card"))
    back = page.one("input", name="given.back")["value"]

    led = pay(visitor, **{"given.page": "yes", "given.back": back, "given.method": ""})

    assert "You pay on a page of Stripe" in words(led)
    came = typed(led.headers["Refresh"].removeprefix("0; url="))
    done = visitor.get(came.removeprefix("http://testserver"), follow=True)
    assert f"Number {Order.objects.get().label}" in words(done)


def test_the_button_is_there_for_cards_alone(cards: Cards, visitor: Client) -> None:
    def buttons(way: str) -> list[str]:
        return [button["name"] for button in read(begin(visitor, way)).all("button") if button.get("name")]

    assert buttons("card") == ["given.page"]
    assert buttons("bank-transfer") == []
