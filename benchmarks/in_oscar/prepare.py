"""Fill Oscar's database: `python -m in_oscar.prepare BASKETS LINES PRODUCTS`. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
import sys
from decimal import Decimal
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "in_oscar.settings")

import django

django.setup()

from django.core.management import call_command
from oscar.core.loading import get_class, get_model

Basket, Line = get_model("basket", "Basket"), get_model("basket", "Line")
Country = get_model("address", "Country")
Partner, StockRecord = get_model("partner", "Partner"), get_model("partner", "StockRecord")
Product, ProductClass = get_model("catalogue", "Product"), get_model("catalogue", "ProductClass")
Selector = get_class("partner.strategy", "Selector")

PLENTY = 1_000_000


def products(number: int) -> list[Any]:
    """Things that lie on a shelf, with plenty of each."""
    kind = ProductClass.objects.create(name="Ceramics", track_stock=True)
    partner = Partner.objects.create(name="The workshop")
    made = [Product.objects.create(product_class=kind, title=f"Mug {n}") for n in range(number)]
    for product in made:
        StockRecord.objects.create(
            product=product,
            partner=partner,
            partner_sku=f"MUG-{product.pk}",
            price_currency="EUR",
            price=Decimal("24.00"),
            num_in_stock=PLENTY,
        )
    return made


def basket_of(goods: list[Any]) -> Any:
    """A guest's basket, filled as its own page fills it."""
    basket = Basket.objects.create()
    basket.strategy = Selector().strategy()
    for product in goods:
        basket.add_product(product)
    return basket


def copies(basket: Any, number: int) -> list[int]:
    """As many again, written together: filling is no part of what is measured."""
    made = Basket.objects.bulk_create(Basket() for _ in range(number))
    lines = list(basket.lines.all())
    Line.objects.bulk_create(
        Line(
            **{
                field.attname: getattr(line, field.attname)
                for field in Line._meta.concrete_fields  # noqa: SLF001 - Django's name for what is public
                if not field.primary_key and field.name != "basket"
            },
            basket=one,
        )
        for one in made
        for line in lines
    )
    return [one.pk for one in made]


def main() -> None:
    """Make the tables, the goods and the baskets."""
    baskets, lines, number = map(int, sys.argv[1:])
    call_command("migrate", verbosity=0)
    Country.objects.create(iso_3166_1_a2="DE", printable_name="Germany", is_shipping_country=True)
    made = products(number)
    sets = [made[first : first + lines] for first in range(0, number - lines + 1, lines)]
    kinds = [copies(basket_of(goods), -(-baskets // len(sets))) for goods in sets]
    # In turns, so that those who buy at once buy different things.
    print(json.dumps([pk for turn in zip(*kinds, strict=True) for pk in turn][:baskets]))


main()
