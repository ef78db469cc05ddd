"""What can be asked about taxes."""

from collections.abc import Collection, Mapping

from shop.taxes.models import ProductTax, TaxRate
from shop.taxes.table import STANDARD, Row, TaxTable


def tax_table(countries: Collection[str]) -> TaxTable:
    """All rates of some countries, whatever the day. Costs one query, whatever is asked of it afterwards.

    Uses the index of `tax_rate_periods_do_not_overlap`.
    """
    rows = TaxRate.objects.filter(country__in=set(countries)).order_by("pk")
    columns = ("country", "subdivision", "category__slug", "percent", "name", "valid_from", "valid_until")
    return TaxTable(tuple(Row(*row) for row in rows.values_list(*columns)))


def tax_categories(products: Collection[int]) -> Mapping[int, str]:
    """The kind of goods of each product, by the product's id. Costs one query, for one or for a hundred."""
    told = ProductTax.objects.filter(product__in=products).values_list("product", "category__slug")
    return dict.fromkeys(products, STANDARD) | dict(told)
