"""The forms in which the demonstration shop sells its products."""

from decimal import Decimal
from typing import Any

import pytest

from shop.catalog.models import Product, Variant
from shop.catalog.seed import data, seed
from shop.catalog.seed.forms import LEVELS, forms, price
from shop.catalog.selectors import price_range, published_products
from shop.core.money import Money

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("full_shop")]


def test_every_product_is_sold_in_some_form() -> None:
    assert forms().keys() == {product.slug for product in data.products()}
    assert Variant.objects.count() == sum(len(wanted) for wanted in forms().values()) == 236
    assert all(price_range(product) for product in published_products())


def test_filling_it_again_changes_nothing() -> None:
    before = list(Variant.objects.values_list("public_id", "updated_at"))

    seed()

    assert list(Variant.objects.values_list("public_id", "updated_at")) == before


def test_products_from_before_there_were_variants_get_theirs() -> None:
    product = Product.objects.get(slug="harbour-mug")
    product.variants.all().delete()
    product.axes.all().delete()

    seed()

    assert product.variants.count() == 8
    assert str(product.variants.first()) == "HARB-MUG-ASH-BLUE-250"


def test_every_kind_of_axis_is_there() -> None:
    kinds = Product.objects.values_list("axes__attribute__kind", flat=True)

    assert set(kinds) == {"text", "number", "boolean", "choice"}


def test_prices_are_in_the_currency_of_the_shop(settings: Any) -> None:
    settings.SHOP_CURRENCY = currency = list(LEVELS)[-1]
    product = Product.objects.get(slug="sunday-teapot")
    product.variants.all().delete()

    seed()

    assert {price.currency for price in price_range(product)} == {currency}


@pytest.mark.parametrize("currency", LEVELS)
def test_nothing_is_free_in_any_currency(currency: str) -> None:
    assert all(price(form.euros, currency).amount > 0 for wanted in forms().values() for form in wanted)


@pytest.mark.parametrize(
    ("currency", "expected"),
    [
        ("EUR", Money(2400, "EUR")),
        # {% if asks_in("GBP") %}
        ("GBP", Money(2100, "GBP")),
        # {% endif %}
        # {% if asks_in("JPY") %}
        ("JPY", Money(4000, "JPY")),
        # {% endif %}
        # {% if asks_in("KWD") %}
        ("KWD", Money(8500, "KWD")),
        # {% endif %}
    ],
)
def test_a_price_looks_like_one_wherever_the_shop_is(currency: str, expected: Money) -> None:
    assert price(Decimal(24), currency) == expected
