"""Kept cards on the checkout page: choose one, keep one, forget one. All of it works without a script."""

from collections.abc import Mapping
from typing import Any

from shop.card_payments.kept import cards_of
from shop.core.slots import register


def to_choose(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The cards that whoever has signed in can choose from."""
    if is_guest(page):
        return None
    cards = cards_of(page["request"].user)
    return {"cards": cards} if cards else None


def to_keep(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Whether the card is to be kept: nobody is asked who could not use it again."""
    return None if is_guest(page) else {}


def is_guest(page: Mapping[str, Any]) -> bool:
    """Whether nothing is kept here: no card pays, a bank is waiting, or nobody has signed in."""
    is_busy = page["way"].code != "card" or (page["action"] or {}).get("url")
    return bool(is_busy) or not page["request"].user.is_authenticated


register("checkout.pay", "storefront/checkout/_kept.html", to_choose, order=40)
register("checkout.pay", "storefront/checkout/_keep.html", to_keep, order=60)
