"""What can be done with sets."""

from collections.abc import Collection, Mapping

from django.db import transaction

from shop.bundles.errors import (
    BundleInTwoCurrencies,
    BundleOfItself,
    BundleTooSmall,
    NestedBundle,
    UnknownPart,
)
from shop.bundles.models import BundleItem
from shop.catalog.models import Variant


@transaction.atomic
def compose_bundle(*, bundle: Variant, parts: Mapping[int, int]) -> list[BundleItem]:
    """Say what a set consists of. What was said before is forgotten.

    Args:
        bundle: the variant that is sold as the set. Its price stays what it is.
        parts: units by variant id, in the order in which shoppers read them.

    Raises:
        BundleTooSmall, BundleOfItself, UnknownPart, BundleInTwoCurrencies, NestedBundle: it cannot be one.
    """
    refuse_too_small(parts)
    refuse_itself(bundle, parts)
    held = hold_in_key_order({bundle.pk, *parts})
    refuse_unknown(parts, held)
    refuse_other_currencies(held[bundle.pk], held)
    refuse_nesting(bundle, parts, held)
    BundleItem.objects.filter(bundle=bundle).delete()
    return BundleItem.objects.bulk_create(
        BundleItem(bundle=bundle, component=held[variant], quantity=quantity, position=position)
        for position, (variant, quantity) in enumerate(parts.items())
    )


def dissolve_bundle(*, bundle: Variant) -> None:
    """Let a set be a variant like any other again. Its parts are not touched."""
    BundleItem.objects.filter(bundle=bundle).delete()


def hold_in_key_order(wanted: Collection[int]) -> dict[int, Variant]:
    """Lock variants until the transaction ends, always in one order, so that two people never wait in a ring.

    Without it, one could make a set of A and B while another makes a set of B: each would look, find no
    nesting, and write it.
    """
    return {v.pk: v for v in Variant.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}


def refuse_too_small(parts: Mapping[int, int]) -> None:
    """Raise BundleTooSmall unless there are two units, each part with at least one."""
    if sum(parts.values()) < 2 or any(quantity < 1 for quantity in parts.values()):
        raise BundleTooSmall(
            found=f"{len(parts)} parts with {list(parts.values())} units.",
            expected="at least one unit of each part, and two in all.",
            do="add something to the set, or sell the thing itself.",
        )


def refuse_itself(bundle: Variant, parts: Collection[int]) -> None:
    """Raise BundleOfItself if the set is among its parts."""
    if bundle.pk in parts:
        raise BundleOfItself(found=f"{bundle.sku} among its own parts.", do="choose the parts alone.")


def refuse_unknown(parts: Collection[int], held: Mapping[int, Variant]) -> None:
    """Raise UnknownPart unless all parts exist."""
    if missing := [part for part in parts if part not in held]:
        raise UnknownPart(found=f"no variant with the id {missing[0]}.", do="choose one that exists.")


def refuse_other_currencies(bundle: Variant, held: Mapping[int, Variant]) -> None:
    """Raise BundleInTwoCurrencies unless all prices can be added up."""
    for part in held.values():
        if part.price_currency != bundle.price_currency:
            raise BundleInTwoCurrencies(
                found=f"{part.sku} in {part.price_currency}.",
                expected=f"{bundle.price_currency}, as {bundle.sku} is.",
                do="price both in one currency first.",
            )


def refuse_nesting(bundle: Variant, parts: Collection[int], held: Mapping[int, Variant]) -> None:
    """Raise NestedBundle if a part is a set, or the set is a part. Costs one query."""
    above, below = {"component": bundle}, {"bundle__in": parts}
    nested = BundleItem.objects.filter(**above) | BundleItem.objects.filter(**below)
    if item := nested.select_related("bundle").first():
        raise NestedBundle(
            found=f"{bundle.sku} in the set {item.bundle.sku}."
            if item.component_id == bundle.pk
            else f"{held[item.bundle_id].sku}, which is a set.",
            do="name the things that it consists of instead.",
        )
