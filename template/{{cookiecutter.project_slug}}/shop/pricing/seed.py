"""Prices for the demonstration shop: its regions, a group of customers, and a sale with a past."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from shop.catalog.models import Variant
from shop.catalog.seed.forms import LEVELS, forms, price
from shop.core import clock
from shop.core.money import Money
from shop.pricing.models import CustomerGroup, ExchangeRate, Kind, PriceList, Region
from shop.pricing.services.history import import_prices
from shop.pricing.services.lists import create_price_list, set_price
from shop.pricing.services.rates import set_rate
from shop.pricing.services.regions import create_group, create_region


def seed() -> str:
    """Add the regions, rates and lists that are missing; those that are there stay as they are."""
    told = tomllib.loads(Path(__file__).with_name("seed.toml").read_text(encoding="utf-8"))
    regions = {entry["slug"]: region_of(entry) for entry in told["region"]}
    seed_rates({region.currency for region in regions.values()})
    # Where the shop itself is, its own prices hold, and a sale is on.
    home = next((region for region in regions.values() if region.currency == settings.SHOP_CURRENCY), None)
    others = {slug: products for slug, products in told["retail"].items() if regions[slug] != home}
    for slug, products in others.items():
        seed_retail(regions[slug], products)
    seed_trade(told["trade"])
    if home:
        seed_sale(told["sale"], home)
    # Beside the other regions' lists: one for the trade; and at home a sale, and what was paid before it.
    return f"{len(regions)} regions, {len(others) + (3 if home else 1)} price lists"


def region_of(entry: Mapping[str, Any]) -> Region:
    """A region, made if it is missing."""
    # {% if reached("taxes.engine") %}
    if entry["currency"] == settings.SHOP_CURRENCY:
        entry = {**entry, "prices_include_tax": settings.SHOP_PRICES_INCLUDE_TAX}
    # {% endif %}
    return Region.objects.filter(slug=entry["slug"]).first() or create_region(**entry)


def seed_rates(currencies: Collection[str]) -> None:
    """Write what the shop's currency is worth in the regions' others, roughly, since a year."""
    base = settings.SHOP_CURRENCY
    own = LEVELS.get(base, (Decimal(1), Decimal(1)))[0]
    for currency in sorted(currencies):
        level, _ = LEVELS[currency]
        if currency != base and not ExchangeRate.objects.filter(base=base, currency=currency).exists():
            rate = (level / own).quantize(Decimal("0.0001"))
            set_rate(base=base, currency=currency, rate=rate, starts_at=days_ago(365))


def seed_retail(region: Region, products: Sequence[str]) -> None:
    """Write prices that were decided on for a region."""
    slug = f"{region.slug}-retail"
    if PriceList.objects.filter(slug=slug).exists():
        return
    retail = begin(slug, f"{region.name}, retail", region.currency, region=region)
    for variant, euros in priced(products):
        set_price(price_list=retail, variant=variant, price=price(euros, region.currency))


def seed_trade(told: Mapping[str, Any]) -> None:
    """Write prices for those who buy many."""
    if PriceList.objects.filter(slug="trade").exists():
        return
    group = CustomerGroup.objects.filter(slug="trade").first() or create_group(
        slug="trade", name=told["name"]
    )
    trade = begin("trade", told["name"], settings.SHOP_CURRENCY, group=group)
    for variant, euros in priced(told["products"]):
        for units, off in told["tiers"].items():
            set_price(price_list=trade, variant=variant, price=less(euros, off), min_quantity=int(units))


def seed_sale(told: Mapping[str, Any], region: Region) -> None:
    """Write a sale that is on, and the prices that were paid before it."""
    usual = f"{region.slug}-retail"
    if PriceList.objects.filter(slug__in=[usual, "summer-sale"]).exists():
        return
    retail = begin(usual, f"{region.name}, retail", region.currency, region=region)
    period = days_ago(14), clock.now() + timedelta(days=28)
    sale = create_price_list(
        slug="summer-sale",
        name=told["name"],
        currency=region.currency,
        period=period,
        kind=Kind.SALE,
        region=region,
    )
    for variant, euros in priced(told["products"]):
        full, cheap = price(euros, region.currency), less(euros, told["week_of"])
        import_prices(
            price_list=retail,
            variant=variant,
            amounts={days_ago(90): full, days_ago(25): cheap, days_ago(20): full},
        )
        import_prices(price_list=sale, variant=variant, amounts={days_ago(14): less(euros, told["off"])})


def begin(slug: str, name: str, currency: str, **whom: Any) -> PriceList:
    """A standing list that has applied for ninety days."""
    return create_price_list(slug=slug, name=name, currency=currency, period=(days_ago(90), None), **whom)


def priced(products: Sequence[str]) -> Iterator[tuple[Variant, Decimal]]:
    """The variants of some products, each with its price in euros, if they are as they were seeded."""
    variants = Variant.objects.filter(product__slug__in=products).select_related("product")
    for slug in products:
        own = [variant for variant in variants if variant.product.slug == slug]
        if len(own) == len(forms()[slug]):
            yield from ((variant, form.euros) for variant, form in zip(own, forms()[slug], strict=True))


def less(euros: Decimal, percent: int) -> Money:
    """So many percent off, in the shop's currency, and it looks like a price."""
    return price(euros * (100 - percent) / 100, settings.SHOP_CURRENCY)


def days_ago(days: int) -> datetime:
    """A moment of the past."""
    return clock.now() - timedelta(days=days)
