"""What can be asked of the shelves. Each question says what it costs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypedDict

from django.db.models import F, Max, QuerySet, Sum
from django.db.models.functions import Greatest
from django_stubs_ext import WithAnnotations

from shop.catalog.errors import ProductNotFound
from shop.catalog.models import Variant
from shop.catalog.selectors import for_shoppers
from shop.inventory.models import StockItem
from shop.inventory.recipes import Recipe, recipes

# Boxes that nobody has been promised; below zero where things are sold before they are made.
FREE = F("on_hand") - F("held") - F("allocated")
# What is summed over all places where a variant lies, and told to `counted`.
SUMS = {"ready": Sum(Greatest(FREE, 0)), "total": Sum(FREE + F("backorder_limit")), "low_at": Max("low_at")}


class Level(StrEnum):
    """How shoppers are told. Exact numbers are nobody's business until they are small."""

    IN_STOCK = "in-stock"
    LOW = "low"
    TO_ORDER = "to-order"
    SOLD_OUT = "sold-out"


@dataclass(frozen=True)
class Availability:
    """What of a variant may be promised now.

    Attributes:
        ready: boxes that nobody has been promised.
        later: units beyond these, that will be made.
        low_at: with so many ready or fewer, shoppers are told.
    """

    ready: int = 0
    later: int = 0
    low_at: int = 0

    @property
    def total(self) -> int:
        """How many may be promised at all."""
        return self.ready + self.later

    @property
    def level(self) -> Level:
        """The one word for it."""
        if self.ready:
            return Level.LOW if self.ready <= self.low_at else Level.IN_STOCK
        return Level.TO_ORDER if self.later else Level.SOLD_OUT


NOTHING = Availability()


def availability(variants: Collection[int]) -> dict[int, Availability]:
    """What of each variant may be promised now, all places together; of what nobody keeps, nothing.

    What is packed of others is there as often as its scarcest part allows.

    Costs one query and what `recipes` costs, however many variants.
    """
    known = recipes(variants)
    kept = on_shelves({*variants, *(part for recipe in known.values() for part in recipe)})
    return {
        variant: as_often(known[variant], kept) if variant in known else kept.get(variant, NOTHING)
        for variant in variants
    }


def on_shelves(variants: Collection[int]) -> dict[int, Availability]:
    """What of each thing may be promised; things without a place on any shelf are left out. Costs one query.

    What is sold no more is not promised, by itself or inside others.
    Uses the index of the constraint `stock_once_per_place`.
    """
    items = StockItem.objects.filter(variant__in=variants, variant__is_active=True)
    summed = items.values_list("variant").annotate(**SUMS)
    return {variant: counted(ready, total, low_at) for variant, ready, total, low_at in summed}


def counted(ready: int, total: int, low_at: int) -> Availability:
    """What sums over all places come to: what one place promised beyond its boxes, another has to send."""
    return Availability(min(ready, total), max(total - ready, 0), low_at)


def as_often(recipe: Recipe, kept: Mapping[int, Availability]) -> Availability:
    """How often something can be packed of its parts."""
    parts = [(kept.get(part, NOTHING), units) for part, units in recipe.items()]
    ready = min(part.ready // units for part, units in parts)
    total = min(part.total // units for part, units in parts)
    low_at = min(part.low_at // units for part, units in parts)
    return Availability(ready, total - ready, low_at)


class OnPage(NamedTuple):
    """A variant on its product's page, and what was found of it on the shelves."""

    variant: Variant
    found: Availability


def variants_on_page(slug: str) -> list[OnPage]:
    """What shoppers can buy of one product, each with what is there.

    Costs three queries and what `recipes` costs.

    Raises:
        ProductNotFound: shoppers find no product of that name.
    """
    product = for_shoppers().filter(slug=slug).first()
    if product is None:
        raise ProductNotFound(found=f"`{slug}`.", do="look for it in the list of products.")
    variants = list(product.variants.filter(is_active=True))
    found = availability([variant.pk for variant in variants])
    return [OnPage(variant, found[variant.pk]) for variant in variants]


class Freed(TypedDict):
    """What `with_free` adds to a stock item."""

    free: int


def with_free() -> "QuerySet[WithAnnotations[StockItem, Freed]]":
    """All stock items with their variants and places, and the boxes that nobody has been promised."""
    items = StockItem.objects.select_related("variant__product", "location")
    return items.annotate(free=FREE)


def low_stock() -> "QuerySet[WithAnnotations[StockItem, Freed]]":
    """What is about to run out, the scarcest first.

    Costs one query. It reads the whole table: an index on these counts would make every reservation dearer,
    and a shop asks this once in the morning.
    """
    return with_free().filter(free__lte=F("low_at")).order_by("free", "variant__sku")
