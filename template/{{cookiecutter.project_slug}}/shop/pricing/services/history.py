"""Keep the history of public prices: written with each change, in the same transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from shop.catalog.models import Variant
from shop.catalog.watching import when_price_changes
from shop.core import clock
from shop.core.money import Money
from shop.pricing.errors import PastPrices
from shop.pricing.models import Price, PriceChange, PriceList


def note_list_price(price: Price, *, before: int | None, after: int | None) -> None:
    """Note that a price on a list changed, if everybody may have it for one unit."""
    told = price.price_list
    if before != after and price.min_quantity == 1 and told.group_id is None:
        PriceChange.objects.create(
            variant=price.variant, price_list=told, currency=told.currency, before=before, after=after
        )


@when_price_changes
def note_own_price(variant: Variant, before: Money) -> None:
    """Note that a variant's own price changed. In another currency, one price ends and another begins."""
    after = variant.price
    if before == after:
        return
    changes: list[tuple[str, int | None, int | None]] = [(after.currency, before.amount, after.amount)]
    if before.currency != after.currency:
        changes = [(before.currency, before.amount, None), (after.currency, None, after.amount)]
    for currency, was, becomes in changes:
        PriceChange.objects.create(variant=variant, currency=currency, before=was, after=becomes)


@transaction.atomic
def import_prices(
    *, price_list: PriceList, variant: Variant, amounts: Mapping[datetime, Money]
) -> list[PriceChange]:
    """Tell what a list's price of one unit was, from moment to moment, before this shop kept its history.

    Raises:
        PastPrices: a moment has not come yet, or the list has a price of this variant already.
    """
    held = PriceList.objects.select_for_update().get(pk=price_list.pk)
    known = PriceChange.objects.filter(price_list=held, variant=variant).exists()
    if known or any(moment > clock.now() for moment in amounts):
        raise PastPrices(
            found=f"{variant} on `{held.name}`.",
            expected="moments that have passed, of a variant that the list does not know.",
            do="write a price from now on instead.",
        )
    row = Price(price_list=held, variant=variant)
    changes, before = [], None
    for at, money in sorted(amounts.items()):
        if money.amount != before:
            told = {"variant": variant, "price_list": held, "currency": held.currency, "at": at}
            changes.append(PriceChange(**told, before=before, after=money.amount))
        before = row.amount = money.amount
    row.save()
    return PriceChange.objects.bulk_create(changes)
