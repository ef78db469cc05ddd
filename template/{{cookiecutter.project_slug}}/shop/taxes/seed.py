"""Rates for the demonstration shop, as the file beside this module tells them."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from shop.taxes.models import TaxCategory, TaxRate
from shop.taxes.places import Place
from shop.taxes.services.rates import Period, add_rate, define_category


def seed() -> str:
    """Add the kinds of goods and the rates that are missing; a rate that somebody keeps stays theirs."""
    told = rates()
    kinds = seed_categories(told["category"])
    kept = set(TaxRate.objects.values_list("country", "subdivision", "category__slug").distinct())
    for entry in told["rate"]:
        place = Place(entry["country"], entry.get("subdivision", ""))
        if (place.country, place.subdivision, entry["category"]) not in kept:
            seed_rate(entry, place, kinds[entry["category"]])
    return f"{len(told['category'])} tax categories, {len(told['rate'])} rates"


def rates() -> dict[str, Any]:
    """What the file tells."""
    file = Path(__file__).with_name("rates.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def seed_categories(entries: list[dict[str, str]]) -> Mapping[str, TaxCategory]:
    """Define the kinds of goods that are missing, and give all of them by slug."""
    kinds = {kind.slug: kind for kind in TaxCategory.objects.all()}
    for entry in entries:
        if entry["slug"] not in kinds:
            kinds[entry["slug"]] = define_category(**entry)
    return kinds


def seed_rate(entry: Mapping[str, Any], place: Place, category: TaxCategory) -> TaxRate:
    """Write one rate down."""
    return add_rate(
        place=place,
        category=category,
        percent=Decimal(entry["percent"]),
        name=entry["name"],
        period=Period(entry["from"], entry.get("until")),
        source=entry["source"],
    )
