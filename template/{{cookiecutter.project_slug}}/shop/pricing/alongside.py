"""Prices on lists and what prices were, brought along by a query of variants.

`price_snapshot` and `prior_prices` ask six questions. A list of products reads its variants anyway; here the
same answers come along as two columns, and the list asks nothing more.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from shop.catalog.models import Variant
from shop.core.money import Money
from shop.pricing.choosing import PriceRow, UnitPrice
from shop.pricing.models import Kind, Price, PriceChange, PriceList, Region
from shop.pricing.omnibus import lowest_before
from shop.pricing.prior import public_changes, sale_begins, spans_of
from shop.pricing.selectors import applying


@dataclass(frozen=True)
class Whose:
    """Whose prices are brought along: those of a region, or of a shop without any, at a moment."""

    currency: str
    at: datetime
    region: Region | None = None
    groups: frozenset[str] = frozenset()


def with_prices(variants: "QuerySet[Variant]", whose: Whose) -> "QuerySet[Variant]":
    """Have variants bring along their prices on lists, and what they cost before if they are in a sale.

    Costs no query. Uses the indexes of `price_once_per_quantity` and `change_by_variant`.
    """
    counting = applying(currency=whose.currency, at=whose.at, region=whose.region, groups=whose.groups)
    prices = Price.objects.filter(counting, variant=OuterRef("pk")).order_by("pk")
    sales = Price.objects.filter(counting, price_list__kind=Kind.SALE, variant=OuterRef("variant"))
    changes = public_changes(whose.currency, whose.region).filter(Exists(sales), variant=OuterRef("pk"))
    return variants.annotate(
        on_lists=ArraySubquery(prices.annotate(entry=AS_ROW).values("entry")),
        past=ArraySubquery(changes.order_by("at", "pk").annotate(entry=AS_CHANGE).values("entry")),
    )


AS_LIST = {
    "pk": F("price_list"),
    "kind": F("price_list__kind"),
    "starts_at": F("price_list__starts_at"),
    "ends_at": F("price_list__ends_at"),
}
AS_ROW = JSONObject(
    amount=F("amount"),
    min_quantity=F("min_quantity"),
    slug=F("price_list__slug"),
    currency=F("price_list__currency"),
    region=F("price_list__region__slug"),
    group=F("price_list__group__slug"),
    **AS_LIST,
)
AS_CHANGE = JSONObject(at=F("at"), before=F("before"), after=F("after"), **AS_LIST)


def rows_of(variant: Variant) -> list[PriceRow]:
    """The prices that a variant brought along. Costs nothing."""
    brought: list[dict[str, Any]] = variant.on_lists  # type: ignore[attr-defined]
    return [
        PriceRow(
            price_list=entry["slug"],
            amount=entry["amount"],
            currency=entry["currency"],
            starts_at=datetime.fromisoformat(entry["starts_at"]),
            ends_at=moment(entry["ends_at"]),
            min_quantity=entry["min_quantity"],
            region=entry["region"],
            group=entry["group"],
            is_sale=entry["kind"] == Kind.SALE,
        )
        for entry in brought
    ]


def prior_of(variant: Variant, paid: UnitPrice) -> Money | None:
    """The lowest price of the 30 days before the sale in which a price is; none for other prices.

    Costs nothing for a variant that came through `with_prices`.
    """
    sale = next((entry for entry in variant.on_lists if entry["slug"] == paid.price_list), None)  # type: ignore[attr-defined]
    if sale is None or not paid.is_sale or sale["group"]:
        return None
    changes = [change_of(entry) for entry in variant.past]  # type: ignore[attr-defined]
    begins = sale_begins(Price(price_list=list_of(sale)), changes)
    amount = lowest_before(spans_of(variant, changes, paid.currency), begins)
    return None if amount is None else Money(amount, paid.currency)


def change_of(entry: dict[str, Any]) -> PriceChange:
    """A change as it came along; it is read, and never saved."""
    told = list_of(entry) if entry["pk"] else None
    at = datetime.fromisoformat(entry["at"])
    return PriceChange(price_list=told, at=at, before=entry["before"], after=entry["after"])


def list_of(entry: dict[str, Any]) -> PriceList:
    """The list of a price or a change that came along."""
    starts_at = datetime.fromisoformat(entry["starts_at"])
    return PriceList(
        pk=entry["pk"], kind=entry["kind"], starts_at=starts_at, ends_at=moment(entry["ends_at"])
    )


def moment(written: str | None) -> datetime | None:
    """A moment as JSON has it, if there is one."""
    return datetime.fromisoformat(written) if written else None
