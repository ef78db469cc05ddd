"""The families of shelves on the first page, each with a picture of something new that stands there."""

from collections.abc import Iterable
from dataclasses import dataclass

from shop.catalog.models import Category
from storefront.cards import Card
from storefront.navigation import Navigation


@dataclass(frozen=True)
class Family:
    """A category of the first row, those in it, and the card that stands for them all."""

    category: Category
    below: list[Category]
    card: Card | None


def showcase(navigation: Navigation, cards: Iterable[Card]) -> list[Family]:
    """Show each family by a piece of the list that stands below. Costs nothing: these were read already.

    The last of a family stands for it, so that no piece is seen twice on one screen.
    """
    last: dict[int, Card] = {}
    for card in cards:
        category = card.product.category
        if card.picture:
            last[category.parent_id or category.pk] = card
    return [Family(head, navigation.family(head)[1:], last.get(head.pk)) for head in navigation.first_row()]
