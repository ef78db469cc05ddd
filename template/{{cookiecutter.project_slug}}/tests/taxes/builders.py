"""Builders of what taxes are about. A test names what matters to it."""

from datetime import date
from decimal import Decimal
from typing import Any

from shop.taxes.models import TaxCategory, TaxRate
from shop.taxes.places import Place
# {% if reached("taxes.kinds-of-goods") %}
from shop.taxes.table import STANDARD, Row, TaxTable
# {% endif %}

LONG_AGO = date(2000, 1, 1)
TODAY = date(2026, 3, 1)
GERMANY, FRANCE, NOWHERE = Place("DE"), Place("FR"), Place("XX")


def a_tax_category(slug: str = "standard") -> TaxCategory:
    """A kind of goods; the one that is there, if it is."""
    return TaxCategory.objects.get_or_create(slug=slug, defaults={"name": slug.capitalize()})[0]


def a_rate(percent: str = "19", **fields: Any) -> TaxRate:
    """A rate that has held in Germany for long, and still does."""
    category = fields.pop("category", None) or a_tax_category()
    made_up = {"country": "DE", "name": "VAT", "valid_from": LONG_AGO}
    return TaxRate.objects.create(category=category, percent=Decimal(percent), **(made_up | fields))
# {% if reached("taxes.kinds-of-goods") %}


def a_row(where: str, category: str, percent: str, begins: date = LONG_AGO, ends: date | None = None) -> Row:
    """A row of a table that no database has seen; `US-CA` is a part of a country."""
    country, _, part = where.partition("-")
    return Row(country, part, category, Decimal(percent), "VAT", begins, ends)


def a_table(**percents: str) -> TaxTable:
    """A table of standard rates: `a_table(DE="19", FR="20")`."""
    return TaxTable(tuple(a_row(country, STANDARD, percent) for country, percent in percents.items()))
# {% endif %}
