"""Write price lists, and the prices on them."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from shop.catalog.models import Variant
# {% if reached("scaling.purge") %}
from shop.catalog.telling import tell_changed
# {% endif %}
from shop.core import clock
from shop.core.integrity import refusing
from shop.core.money import CURRENCY, Money
from shop.pricing.errors import OverlappingLists, PastPrices, WrongListCurrency, WrongListPrice, WrongPeriod
from shop.pricing.models import CustomerGroup, Kind, Price, PriceList, Region
# {% if reached("price-lists.history") %}
from shop.pricing.services.history import note_list_price
# {% endif %}
from shop.pricing.services.regions import refuse_wrong_shape, slug_taken

Period = tuple[datetime, datetime | None]


class Whom(TypedDict, total=False):
    """For whom a list is; what is left out stands for all."""

    region: Region | None
    group: CustomerGroup | None


@transaction.atomic
def create_price_list(
    *, slug: str, name: str, currency: str, period: Period, kind: Kind = Kind.STANDING, **whom: Unpack[Whom]
) -> PriceList:
    """Begin a list without prices.

    Args:
        period: from which moment on it applies, and up to which, if that is known.
        whom: the region and the group that it is for.

    Raises:
        WrongListCurrency: the region has another currency.
        WrongPeriod: it ends before it starts, or is a sale that never ends.
        OverlappingLists: there is a standing list for the same people at the same time.
        SlugTaken: another list has this slug.
    """
    refuse_wrong_shape(CURRENCY, [currency], "three capitals, such as EUR")
    region = whom.get("region")
    if region and region.currency != currency:
        raise WrongListCurrency(
            found=f"{currency}.",
            expected=f"{region.currency}, as in {region.name}.",
            do="use the region's currency, or leave the region out.",
        )
    starts_at, ends_at = period
    made = PriceList(
        slug=slug, name=name, kind=kind, currency=currency, starts_at=starts_at, ends_at=ends_at, **whom
    )
    return saved(made)


@transaction.atomic
def end_price_list(*, price_list: PriceList, at: datetime) -> PriceList:
    """Let a list end at a moment that has not passed. One that has ended stays as it was.

    Raises:
        PastPrices: the moment has passed, or the list has ended.
        WrongPeriod, OverlappingLists: it cannot end then.
    """
    held = held_list(price_list)
    if at < clock.now():
        raise PastPrices(found=f"{at:%Y-%m-%d %H:%M}.", do="let it end now, or later.")
    held.ends_at = at
    return saved(held)


@transaction.atomic
def set_price(*, price_list: PriceList, variant: Variant, price: Money, min_quantity: int = 1) -> Price:
    """Write what one unit costs on a list, for whoever takes so many at once.

    Raises:
        WrongListCurrency: the list has another currency.
        WrongListPrice: it is below nothing, or for less than one.
        PastPrices: the list has ended.
    """
    held = held_list(price_list)
    if price.currency != held.currency:
        raise WrongListCurrency(
            found=f"{price.currency}.", expected=f"{held.currency}.", do="write the price in that currency."
        )
    if price.amount < 0 or min_quantity < 1:
        raise WrongListPrice(
            found=f"{price.amount} {price.currency} from {min_quantity} on.",
            expected="0 or more, from 1 on.",
            do="correct the price.",
        )
    row = Price.objects.filter(price_list=held, variant=variant, min_quantity=min_quantity).first()
    # {% if reached("price-lists.history") %}
    before = row.amount if row else None
    # {% endif %}
    row = row or Price(price_list=held, variant=variant, min_quantity=min_quantity)
    row.amount = price.amount
    row.save()
    # {% if reached("price-lists.history") %}
    note_list_price(row, before=before, after=row.amount)
    # {% endif %}
    # {% if reached("scaling.purge") %}
    tell_changed(variant.product)
    # {% endif %}
    return row


@transaction.atomic
def remove_price(*, price: Price) -> None:
    """Take a price off its list. What applies without it applies from now on.

    Raises:
        PastPrices: the list has ended.
    """
    held_list(price.price_list)
    # {% if reached("price-lists.history") %}
    note_list_price(price, before=price.amount, after=None)
    # {% endif %}
    # {% if reached("scaling.purge") %}
    tell_changed(price.variant.product)
    # {% endif %}
    price.delete()


def held_list(price_list: PriceList) -> PriceList:
    """Hold a list until the transaction ends, so that writers of one list come one after the other.

    Raises:
        PastPrices: it has ended.
    """
    held = PriceList.objects.select_for_update().get(pk=price_list.pk)
    if held.ends_at and held.ends_at <= clock.now():
        raise PastPrices(
            found=f"`{held.name}` has ended on {held.ends_at:%Y-%m-%d %H:%M}.", do="begin a new list."
        )
    return held


def saved(made: PriceList) -> PriceList:
    """Check a list and write it."""
    made.clean_fields(exclude=["region", "group"])
    period = WrongPeriod(
        found=f"from {made.starts_at:%Y-%m-%d} to {made.ends_at or 'further notice'}.",
        expected="an end after the start, and for a sale an end.",
        do="correct the period.",
    )
    rules = {
        "list_slug_unique": slug_taken(made.slug),
        "list_ends_after_it_starts": period,
        "list_sale_ends": period,
        "list_one_standing_at_a_time": OverlappingLists(
            found=f"a list in {made.currency} that applies in a part of this period.",
            do="let that one end when this one starts, or make this one a sale.",
        ),
    }
    with refusing(rules):
        made.save()
    return made
