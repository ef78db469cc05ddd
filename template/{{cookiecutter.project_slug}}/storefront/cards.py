"""A product as a card in a list: a picture, a name, a price."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject

from shop.catalog.cards import active_variants
from shop.catalog.models import Product
from shop.catalog.selectors import price_range
from shop.core.money import Money
from shop.media.models import ProductImage, Rendition
from storefront.pictures import File, Picture, picture_of


@dataclass(frozen=True)
class Card:
    """What the template of a card shows."""

    product: Product
    picture: Picture | None
    lowest: Money
    highest: Money


def for_cards(products: QuerySet[Product]) -> QuerySet[Product]:
    """Have products bring along what their cards show, and no more. Costs two queries, however many they are.

    A list that brings all pictures of each product reads hundreds of rows to show two dozen.
    """
    return products.prefetch_related(None).prefetch_related(active_variants(), first_pictures())


def first_pictures() -> "Prefetch[Any, Any, Any]":
    """The one picture that stands for a product, with the names of its files in a column of its own."""
    files = Rendition.objects.filter(image=OuterRef("image")).values(
        entry=JSONObject(width="width", name="file")
    )
    pictures = ProductImage.objects.select_related("image").annotate(files=ArraySubquery(files))
    return Prefetch("pictures", pictures[:1], to_attr="first_pictures")


def card_of(product: Product) -> Card:
    """Make a card of a product that came through `for_cards`. Costs nothing."""
    lowest, highest = price_range(product)
    shown: list[Any] = product.first_pictures  # type: ignore[attr-defined]
    picture = picture_of(shown[0], [File(**file) for file in shown[0].files]) if shown else None
    return Card(product, picture, lowest, highest)
