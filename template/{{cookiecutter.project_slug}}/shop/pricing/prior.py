"""The earlier price that a sale names beside its own, read for all variants of a page at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from shop.catalog.models import Variant
from shop.core.money import Money
from shop.pricing.models import Kind, Price, PriceChange, Region
from shop.pricing.omnibus import Change, Span, list_spans, lowest_before, own_spans
from shop.pricing.selectors import applying


def prior_prices(variants: Collection[int], *, region: Region, at: datetime) -> dict[int, Money]:
    """By variant, the lowest price of the 30 days before the sale in which it is; nothing for other variants.

    A sale in steps names one price throughout: what counts is when the list first had a price of the variant.
    Converted prices are not kept, so what was never priced in the region's currency has no earlier price.

    Costs three queries, however many variants there are.
    """
    sales = sales_of(variants, region, at)
    if not sales:
        return {}
    changes = changes_of(sales, region)
    found = {}
    for variant in Variant.objects.filter(pk__in=sales):
        begins = sale_begins(sales[variant.pk], changes[variant.pk])
        amount = lowest_before(spans_of(variant, changes[variant.pk], region.currency), begins)
        if amount is not None:
            found[variant.pk] = Money(amount, region.currency)
    return found


def sales_of(variants: Collection[int], region: Region, at: datetime) -> dict[int, Price]:
    """The public sale price of each variant that has one, the lowest of several. Costs one query."""
    condition = applying(currency=region.currency, at=at, region=region, groups=())
    prices = Price.objects.filter(
        condition, variant__in=variants, min_quantity=1, price_list__kind=Kind.SALE, price_list__group=None
    )
    # The lowest comes last, and stays.
    ordered = prices.select_related("price_list").order_by("-amount", "-price_list__slug")
    return {price.variant_id: price for price in ordered}


def changes_of(variants: Collection[int], region: Region) -> Mapping[int, list[PriceChange]]:
    """What public prices in a region's currency were, in the order of time, by variant. Costs one query."""
    found: dict[int, list[PriceChange]] = defaultdict(list)
    changes = public_changes(region.currency, region).filter(variant__in=variants)
    for change in changes.select_related("price_list").order_by("at", "pk"):
        found[change.variant_id].append(change)
    return found


def public_changes(currency: str, region: Region | None) -> "QuerySet[PriceChange]":
    """The changes of prices that everybody in a region may have had. Costs nothing by itself."""
    here = Q(price_list__isnull=True) | Q(price_list__region__isnull=True) | Q(price_list__region=region)
    return PriceChange.objects.filter(here, currency=currency)


def sale_begins(sale: Price, changes: Collection[PriceChange]) -> datetime:
    """When a variant's sale began: with its list, or when it came upon it."""
    own = [change.at for change in changes if change.price_list_id == sale.price_list_id]
    return max([sale.price_list.starts_at, *own[:1]])


def spans_of(variant: Variant, changes: Collection[PriceChange], currency: str) -> list[Span]:
    """All public prices of a variant in a currency, each with its time."""
    by_list: dict[int | None, list[PriceChange]] = defaultdict(list)
    for change in changes:
        by_list[change.price_list_id].append(change)
    current = variant.price_amount if variant.price_currency == currency else None
    spans = own_spans(plain(by_list.pop(None, [])), variant.created_at, current)
    for of_list in by_list.values():
        told = of_list[0].price_list
        if told is not None:
            is_sale = told.kind == Kind.SALE
            spans += list_spans(plain(of_list), told.starts_at, told.ends_at, offer=is_sale)
    return spans


def plain(changes: Collection[PriceChange]) -> list[Change]:
    """Changes without their rows."""
    return [Change(change.at, change.before, change.after) for change in changes]
