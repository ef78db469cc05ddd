"""The cart page says how much is missing."""

from importlib import import_module
from typing import Any

from shop.promotions.offers import Offer
from tests.promotions.builders import NOON, a_basket, an_offer, mugs, plates


def missing(*offers: Offer, **basket: Any) -> list[tuple[str, int]]:
    """What is missing in a cart with two mugs at €9.90 and a plate at €15.00, which is €34.80."""
    cart = a_basket(mugs(2, product=1), plates(product=2), **basket)
    listed = import_module("shop.promotions.nudging").missing(cart, offers)
    assert isinstance(listed, list)
    return listed


def from_euros(euros: int, slug: str = "offer", **told: Any) -> Offer:
    """An offer that begins at so many euros."""
    return an_offer(slug=slug, minimum_amount=euros * 100, currency="EUR", **told)


def test_what_is_missing_is_said_to_the_cent() -> None:
    assert missing(from_euros(40)) == [("offer", 520)]
    assert missing(from_euros(40, products=frozenset({1}))) == [("offer", 2020)]


def test_what_holds_already_is_not_missing() -> None:
    assert missing(from_euros(34), an_offer(slug="for-all")) == []


def test_nothing_is_promised_that_fails_for_another_reason() -> None:
    assert missing(from_euros(40, ends=NOON)) == []
    assert missing(from_euros(40, minimum_quantity=4)) == []
    assert missing(from_euros(40, groups=frozenset({"trade"}))) == []
    assert missing(from_euros(40, products=frozenset({9}))) == []
    assert missing(from_euros(40), currency="USD") == []


def test_the_nearest_comes_first() -> None:
    far, near = from_euros(90, "far"), from_euros(40, "near")
    urgent, beside = from_euros(40, "urgent", priority=1), from_euros(40, "beside")

    assert missing(far, near, beside, urgent) == [
        ("urgent", 520),
        ("beside", 520),
        ("near", 520),
        ("far", 5520),
    ]
