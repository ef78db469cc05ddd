"""Keep the rates: what was charged in the past stays as it was."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from shop.core.integrity import refusing
from shop.taxes.errors import RatesOverlap, TaxCategoryTaken, WrongPeriod
from shop.taxes.models import TaxCategory, TaxRate
from shop.taxes.places import Place


@dataclass(frozen=True)
class Period:
    """From a day on, until the day on which something else holds; without an end until further notice."""

    begins: date
    ends: date | None = None

    def __str__(self) -> str:
        return f"from {self.begins}" + (f" until {self.ends}" if self.ends else " on")


def define_category(*, slug: str, name: str) -> TaxCategory:
    """Name a kind of goods that some country taxes in its own way.

    Raises:
        TaxCategoryTaken: there is one of this name.
    """
    category = TaxCategory(slug=slug, name=name)
    category.clean_fields()
    taken = TaxCategoryTaken(found=f"`{slug}`.", do="use the one that is there, or choose another word.")
    with refusing({"tax_category_slug_unique": taken}):
        category.save()
    return category


def add_rate(
    *, place: Place, category: TaxCategory, percent: Decimal, name: str, period: Period, source: str = ""
) -> TaxRate:
    """Write down a rate.

    Args:
        place: a country, or a part of one that has rates of its own.
        percent: 19 for nineteen percent.
        name: as invoices print it, before the percentage.
        source: where it was read, and when.

    Raises:
        RatesOverlap: another rate holds on one of these days.
        WrongPeriod: it would end before it begins.
    """
    return saved(
        TaxRate(
            country=place.country,
            subdivision=place.subdivision,
            category=category,
            percent=percent,
            name=name,
            valid_from=period.begins,
            valid_until=period.ends,
            source=source,
        )
    )


@transaction.atomic
def change_rate(*, rate: TaxRate, percent: Decimal, on: date, source: str = "") -> TaxRate:
    """Let another rate follow from a day on. The old one keeps its days; gives the new one.

    Raises:
        WrongPeriod: the old rate does not hold on the day before.
    """
    last = locked(rate).valid_until
    end_rate(rate=rate, on=on)
    return add_rate(
        place=Place(rate.country, rate.subdivision),
        category=rate.category,
        percent=percent,
        name=rate.name,
        period=Period(on, last),
        source=source,
    )


@transaction.atomic
def end_rate(*, rate: TaxRate, on: date) -> TaxRate:
    """Let a rate hold no more from a day on.

    Raises:
        WrongPeriod: it has not begun by then, or has ended already.
    """
    locked(rate)
    if on <= rate.valid_from or (rate.valid_until and on >= rate.valid_until):
        raise WrongPeriod(
            found=f"{on} for a rate that holds {Period(rate.valid_from, rate.valid_until)}.",
            expected="a day after its first and before its end.",
            do="choose such a day, or add the next rate from the day on which this one ends.",
        )
    rate.valid_until = on
    return saved(rate)


def locked(rate: TaxRate) -> TaxRate:
    """Read a rate anew and hold it until the transaction ends, so that two changes do not cross."""
    rate.refresh_from_db(from_queryset=TaxRate.objects.select_for_update())
    return rate


def saved(rate: TaxRate) -> TaxRate:
    """Check a rate and write it."""
    rate.clean_fields(exclude=["category"])
    period = Period(rate.valid_from, rate.valid_until)
    rules = {
        "tax_rate_periods_do_not_overlap": RatesOverlap(
            found=f"{rate}, {period}.", do="end the other rate first, or let this one begin later."
        ),
        "tax_rate_ends_after_it_begins": WrongPeriod(
            found=f"{period}.", do="let it end on a day after its first, or leave the end open."
        ),
    }
    with refusing(rules):
        rate.save()
    return rate
