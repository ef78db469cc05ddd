"""A product as a card in a list: a picture, a name, a price."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject

# {% if reached("carts.one-price") %}
from shop.catalog.models import Product, Variant
# {% else %}
from shop.catalog.cards import active_variants
from shop.catalog.models import Product
from shop.catalog.selectors import price_range
# {% endif %}
from shop.core.money import Money
from shop.media.models import ProductImage, Rendition
# {% if reached("carts.one-price") %}
from storefront.asking import Asking, lowest
# {% endif %}
from storefront.pictures import File, Picture, picture_of


@dataclass(frozen=True)
class Card:
    """What the template of a card shows."""

    product: Product
    picture: Picture | None
    # {% if reached("carts.one-price") %}
    lowest: Money | None
    highest: Money | None
    before: Money | None
    # {% else %}
    lowest: Money
    highest: Money
    # {% endif %}


# {% if reached("carts.one-price") %}
def for_cards(products: QuerySet[Product], asking: Asking) -> QuerySet[Product]:
    # {% else %}
def for_cards(products: QuerySet[Product]) -> QuerySet[Product]:
    # {% endif %}
    """Have products bring along what their cards show, and no more. Costs two queries, however many they are.

    A list that brings all pictures of each product reads hundreds of rows to show two dozen.
    """
    # {% if reached("carts.one-price") %}
    variants = Prefetch("variants", asking.bring(Variant.objects.filter(is_active=True)))
    # {% else %}
    variants = active_variants()
    # {% endif %}
    return products.prefetch_related(None).prefetch_related(variants, first_pictures())


def first_pictures() -> "Prefetch[Any, Any, Any]":
    """The one picture that stands for a product, with the names of its files in a column of its own."""
    files = Rendition.objects.filter(image=OuterRef("image")).values(
        entry=JSONObject(width="width", name="file")
    )
    pictures = ProductImage.objects.select_related("image").annotate(files=ArraySubquery(files))
    return Prefetch("pictures", pictures[:1], to_attr="first_pictures")


# {% if reached("carts.one-price") %}
def card_of(product: Product, asking: Asking) -> Card:
    # {% else %}
def card_of(product: Product) -> Card:
    # {% endif %}
    """Make a card of a product that came through `for_cards`. Costs nothing."""
    shown: list[Any] = product.first_pictures  # type: ignore[attr-defined]
    picture = picture_of(shown[0], [File(**file) for file in shown[0].files]) if shown else None
    # {% if reached("carts.one-price") %}
    prices = asking.all_of(product.variants.all()).values()
    least = lowest(prices)
    most = max((price.money for price in prices), default=None)
    if least is None:
        return Card(product, picture, None, None, None)
    return Card(product, picture, least.money, most, least.before)
    # {% else %}
    return Card(product, picture, *price_range(product))
    # {% endif %}
