"""How much is missing before an offer holds."""

from collections.abc import Iterable
from dataclasses import replace

from shop.promotions.basket import Basket
from shop.promotions.offers import Offer, lines_for, why_not


def missing(basket: Basket, offers: Iterable[Offer]) -> list[tuple[str, int]]:
    """The offers that lack nothing but worth, and by how much, the nearest first."""
    short = []
    for offer in offers:
        asked = replace(offer, conditions=replace(offer.conditions, minimum_amount=0))
        there = sum(line.amount for line in lines_for(offer.conditions, basket))
        if not why_not(asked, basket) and there < offer.conditions.minimum_amount:
            short.append((offer.conditions.minimum_amount - there, offer.priority, offer.slug))
    return [(slug, amount) for amount, _, slug in sorted(short)]
