"""Promotions for the demonstration shop, as the file beside this module tells them."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from shop.catalog.models import Category
from shop.catalog.seed.forms import price
from shop.promotions.benefits import AmountOff, Benefit, BuyGet, FreeShipping, Kind, Percent
from shop.promotions.models import Promotion
from shop.promotions.offers import Conditions
from shop.promotions.services.promotions import Rank, activate_promotion, add_coupon, create_promotion


def seed() -> str:
    """Add the promotions that are missing; one that is there stays as it is, ended ones too."""
    told = promotions()
    there = set(Promotion.objects.values_list("slug", flat=True))
    shelves = dict(Category.objects.values_list("slug", "pk"))
    for entry in told:
        # Somebody may have closed a shelf; then what was for it is for nothing, and not for everything.
        if entry["slug"] not in there and shelves.keys() >= set(entry.get("categories", [])):
            seed_promotion(entry, shelves)
    return f"{len(told)} promotions"


def promotions() -> list[dict[str, Any]]:
    """What the file tells."""
    file = Path(__file__).with_name("promotions.toml")
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["promotion"]
    return entries


def seed_promotion(entry: Mapping[str, Any], shelves: Mapping[str, int]) -> None:
    """Prepare a promotion, give it its code, and offer it."""
    promotion = create_promotion(
        slug=entry["slug"],
        name=entry["name"],
        benefit=benefit(entry),
        conditions=conditions(entry, shelves),
        rank=Rank(entry.get("priority", 100), entry.get("exclusive", False)),
        needs_code="code" in entry,
    )
    if promotion.needs_code:
        add_coupon(
            promotion=promotion,
            code=entry["code"],
            max_uses=entry.get("uses"),
            max_per_customer=entry.get("each"),
        )
    activate_promotion(promotion=promotion)


def benefit(entry: Mapping[str, Any]) -> Benefit:
    """What it gives."""
    match Kind(entry["kind"]):
        case Kind.AMOUNT_OFF:
            return AmountOff(minor(entry["amount"]))
        case Kind.BUY_GET:
            return BuyGet(entry["buy"], entry["get"], Decimal(entry["percent"]))
        case Kind.FREE_SHIPPING:
            return FreeShipping()
        case _:
            return Percent(Decimal(entry["percent"]))


def conditions(entry: Mapping[str, Any], shelves: Mapping[str, int]) -> Conditions:
    """When it holds, and for what."""
    has_amounts = "amount" in entry or "from" in entry
    return Conditions(
        minimum_amount=minor(entry["from"]) if "from" in entry else 0,
        minimum_quantity=entry.get("pieces", 0),
        categories=frozenset(shelves[slug] for slug in entry.get("categories", [])),
        groups=frozenset(entry.get("groups", [])),
        first_order=entry.get("first_order", False),
        currency=settings.SHOP_CURRENCY if has_amounts else "",
    )


def minor(euros: str) -> int:
    """An amount in the shop's currency, in minor units."""
    return price(Decimal(euros), settings.SHOP_CURRENCY).amount
