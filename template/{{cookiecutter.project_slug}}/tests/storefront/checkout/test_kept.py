"""Kept cards on the checkout page, without a script."""

import pytest
from django.test import Client

from shop.card_payments.kept import cards_of
from shop.card_payments.way import Cards
from shop.orders.models import Order
from tests.builders import a_user
from tests.carts.builders import sold
from tests.storefront.checkout.test_card import a_card
from tests.storefront.checkout.test_pages import begin, pay, words
from tests.storefront.reading import read

pytestmark = pytest.mark.django_db


def test_a_customer_keeps_a_card_and_chooses_it(cards: Cards, visitor: Client) -> None:
    visitor.force_login(ada := a_user())
    page = read(begin(visitor, "card"))
    assert page.one("input", id="keep")["form"] == "pay"
    pay(visitor, **a_card(), **{"given.keep": "yes"})

    sold("BOWL")
    visitor.post("/cart/add/", {"variant": "BOWL", "quantity": "2"})
    again = begin(visitor, "card")
    assert "Visa that ends in 4242 until 12/2034" in words(again)
    chosen = read(again).one("input", id="kept-1")["value"]
    pay(visitor, **{"given.kept": chosen, "given.back": "http://testserver/checkout/back/"})

    assert Order.objects.count() == 2
    assert [one.method for one in cards_of(ada)] == [chosen]


def test_a_card_is_forgotten_by_its_owner_alone(cards: Cards, visitor: Client) -> None:
    visitor.force_login(ada := a_user())
    begin(visitor, "card")
    pay(visitor, **a_card(), **{"given.keep": "yes"})
    (card,) = cards_of(ada)
    stranger = Client(headers={"Sec-Fetch-Site": "same-origin"})

    stranger.post("/checkout/cards/forget/", {"method": card.method})
    stranger.force_login(a_user())
    stranger.post("/checkout/cards/forget/", {"method": card.method})
    assert cards_of(ada) == [card]

    assert visitor.post("/checkout/cards/forget/", {"method": card.method}).status_code == 303
    assert cards_of(ada) == []


def test_a_guest_is_asked_nothing(cards: Cards, visitor: Client) -> None:
    assert not [one for one in read(begin(visitor, "card")).all("input") if one.get("id") == "keep"]
