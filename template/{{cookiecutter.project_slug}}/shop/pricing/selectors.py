"""What can be asked about prices. Each question says what it costs."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from fractions import Fraction

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from shop.accounts.models import User
from shop.catalog.models import Variant
from shop.pricing.choosing import PriceRow, Rate, Snapshot
from shop.pricing.converting import Ending
from shop.pricing.errors import RegionNotFound
from shop.pricing.models import CustomerGroup, ExchangeRate, Kind, Price, Region


def price_snapshot(
    variants: Collection[int],
    *,
    currency: str,
    at: datetime,
    region: Region | None = None,
    groups: Collection[str] = (),
) -> Snapshot:
    """All that prices of some variants are chosen from, for one shopper at one moment.

    Costs three queries, however many variants and lists there are.
    Uses the index of `price_once_per_quantity`, which begins with the variant.
    """
    own = {variant.pk: variant.price for variant in Variant.objects.filter(pk__in=variants)}
    return Snapshot(
        rows=rows_of(variants, applying(currency=currency, at=at, region=region, groups=groups)),
        own=own,
        rates=rates_to(currency, at),
    )


def applying(*, currency: str, at: datetime, region: Region | None, groups: Collection[str]) -> Q:
    """The condition that a price stands on a list that applies. Costs nothing."""
    return (
        Q(price_list__currency=currency, price_list__starts_at__lte=at)
        & (Q(price_list__ends_at__isnull=True) | Q(price_list__ends_at__gt=at))
        & (Q(price_list__region__isnull=True) | Q(price_list__region=region))
        & (Q(price_list__group__isnull=True) | Q(price_list__group__slug__in=groups))
    )


def rows_of(variants: Collection[int], condition: Q) -> dict[int, list[PriceRow]]:
    """Prices on lists, by variant. Costs one query."""
    found: dict[int, list[PriceRow]] = defaultdict(list)
    prices = Price.objects.filter(condition, variant__in=variants)
    for price in prices.select_related("price_list__region", "price_list__group").order_by("pk"):
        told = price.price_list
        row = PriceRow(
            price_list=told.slug,
            amount=price.amount,
            currency=told.currency,
            starts_at=told.starts_at,
            ends_at=told.ends_at,
            min_quantity=price.min_quantity,
            region=told.region.slug if told.region else None,
            group=told.group.slug if told.group else None,
            is_sale=told.kind == Kind.SALE,
        )
        found[price.variant_id].append(row)
    return dict(found)


def rates_to(currency: str, at: datetime) -> dict[str, Rate]:
    """The rates into a currency that hold at a moment, by the currency they come from. Costs one query."""
    ending = Ending(**settings.SHOP_PRICE_ENDINGS.get(currency, {}))
    rates = ExchangeRate.objects.filter(currency=currency, starts_at__lte=at)
    newest = rates.order_by("base", "-starts_at").distinct("base")
    return {rate.base: Rate(Fraction(rate.rate), ending) for rate in newest}


def groups_of(user: User | AnonymousUser) -> frozenset[str]:
    """The groups that a customer is in, by slug. Costs one query, and nothing for a stranger."""
    if isinstance(user, AnonymousUser):
        return frozenset()
    return frozenset(CustomerGroup.objects.filter(members=user).values_list("slug", flat=True))


def region_of(country: str) -> Region:
    """The region that a country belongs to. Costs one query.

    Raises:
        RegionNotFound: the shop does not sell there.
    """
    region = Region.objects.filter(countries__country=country).first()
    if region is None:
        raise RegionNotFound(
            found=f"no region with `{country}`.", do="choose a country that the shop sells to."
        )
    return region
