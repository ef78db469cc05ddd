"""When an offer holds, and why it does not."""

from datetime import timedelta
from typing import Any

import pytest

from shop.promotions.basket import Shopper
from shop.promotions.offers import lines_for, why_not
from tests.promotions.builders import NOON, a_basket, an_offer, mugs, plates

DAY = timedelta(days=1)


def refusal(told: dict[str, Any], **basket: Any) -> str:
    """Why an offer with these conditions does not hold for two mugs of €9.90."""
    return why_not(an_offer(**told), a_basket(mugs(2), **basket))


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"begins": NOON, "ends": NOON + DAY}, ""),
        ({"begins": NOON + DAY}, "begins on 2026-03-02"),
        ({"ends": NOON}, "ended on 2026-03-01"),
        ({"currency": "EUR", "minimum_amount": 1980}, ""),
        ({"currency": "EUR", "minimum_amount": 1981}, "begins at €19.81, and there is €19.80"),
        ({"currency": "USD", "minimum_amount": 1}, "holds for prices in USD"),
        ({"minimum_quantity": 2}, ""),
        ({"minimum_quantity": 3}, "needs 3 pieces, and there are 2"),
        ({"groups": frozenset({"trade"})}, "is for other customers"),
        ({"first_order": True}, "is for a first order"),
        ({"products": frozenset({7})}, "holds for nothing in the cart"),
        ({"used_up": True}, "has been used up"),
    ],
)
def test_an_offer_holds_or_says_why_not(told: dict[str, Any], reason: str) -> None:
    assert refusal(told) == reason


def test_an_offer_is_for_some_people() -> None:
    assert refusal({"groups": frozenset({"trade"})}, shopper=Shopper(frozenset({"trade", "press"}))) == ""
    assert refusal({"first_order": True}, shopper=Shopper(first_order=True)) == ""


def test_an_offer_is_for_some_products_or_for_what_stands_on_some_shelves() -> None:
    basket = a_basket(
        mugs(product=1, categories=frozenset({10, 1})), plates(product=2), mugs(id="c", product=3)
    )

    def held(**told: Any) -> list[str]:
        return [line.id for line in lines_for(an_offer(**told).conditions, basket)]

    assert held() == ["c", "mug", "plate"]
    assert held(products=frozenset({2})) == ["plate"]
    assert held(categories=frozenset({10})) == ["mug"]
    assert held(products=frozenset({3}), categories=frozenset({1})) == ["c", "mug"]


def test_only_what_an_offer_is_for_counts_towards_its_minimum() -> None:
    offer = an_offer(products=frozenset({1}), minimum_quantity=3)

    assert why_not(offer, a_basket(mugs(2, product=1), plates(5))) == "needs 3 pieces, and there are 2"
