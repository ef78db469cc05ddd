"""What can be asked about sets."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from shop.bundles.errors import BundleNotFound
from shop.bundles.models import BundleItem
from shop.catalog.models import Status, Variant
from shop.core.money import Money


def contents() -> "Prefetch[Any, Any, Any]":
    """What is in each set of a list of variants, with the parts' products. Costs one query a list."""
    return Prefetch("bundle_items", queryset=BundleItem.objects.select_related("component__product"))


def bundle_contents(variant: Variant) -> list[BundleItem]:
    """What is in a set, in order; nothing for a variant that is none.

    Costs one query the first time, and nothing for a variant that was read with `contents`.
    """
    prefetch_related_objects([variant], contents())
    return list(variant.bundle_items.all())


def components_total(variant: Variant) -> Money:
    """What the parts of a set cost one by one. Costs what `bundle_contents` does."""
    parts = (item.component.price * item.quantity for item in bundle_contents(variant))
    return sum(parts, start=Money(0, variant.price_currency))


def saving(variant: Variant) -> Money:
    """What the set costs less than its parts; below zero where it costs more. Costs the same."""
    return components_total(variant) - variant.price


def inactive_parts(variant: Variant) -> list[Variant]:
    """The parts of a set that are not sold any more. Costs the same."""
    return [item.component for item in bundle_contents(variant) if not item.component.is_active]


def is_sellable(variant: Variant) -> bool:
    """Whether a set may be sold: it is active, and so is each of its parts. Costs the same."""
    return variant.is_active and not inactive_parts(variant)


def bundle_by_sku(sku: str) -> Variant:
    """One set that shoppers may see, with its contents. Costs two queries.

    Raises:
        BundleNotFound: there is none with this SKU, or it is not published.
    """
    shown = Variant.objects.filter(is_active=True, product__status=Status.PUBLISHED)
    sets = shown.filter(bundle_items__isnull=False).select_related("product").prefetch_related(contents())
    found = sets.filter(sku=sku).first()
    if found is None:
        raise BundleNotFound(found=f"`{sku}`.", do="look for it in the list of products.")
    return found
