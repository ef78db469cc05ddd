"""What is sold: what is always true of a variant, whoever writes it."""

from typing import Any

import pytest
from django.db import IntegrityError

from shop.catalog.models import Variant
from shop.core.money import Money
from tests.builders import a_product, a_variant

pytestmark = pytest.mark.django_db


def test_a_variant_has_a_price_with_its_currency() -> None:
    variant = a_variant(sku="MUG-1", price_amount=2400, price_currency="EUR")

    assert variant.price == Money(2400, "EUR")
    assert str(variant) == "MUG-1"
    assert variant.public_id.startswith("var_")


def test_the_variants_of_a_product_come_in_their_order() -> None:
    product = a_product()
    for sku, position in [("B", 2), ("A", 1), ("C", 2)]:
        a_variant(product=product, sku=sku, position=position)

    assert [variant.sku for variant in product.variants.all()] == ["A", "B", "C"]


def test_something_may_be_free() -> None:
    assert a_variant(price_amount=0).price == Money(0, "EUR")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("variant_price_not_negative", {"price_amount": -1}),
        ("variant_currency_shape", {"price_currency": "eur"}),
        ("variant_currency_shape", {"price_currency": "EU"}),
        ("variant_sku_shape", {"sku": "mug-1"}),
        ("variant_sku_shape", {"sku": "MUG--1"}),
        ("variant_sku_shape", {"sku": ""}),
        ("variant_gtin_shape", {"gtin": "123"}),
        ("variant_gtin_shape", {"gtin": "401234567890X"}),
        ("variant_weighs_something", {"weight_grams": 0}),
    ],
)
def test_the_database_refuses_what_no_variant_is(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        a_variant(**fields)


@pytest.mark.parametrize("gtin", ["", "40123455", "4012345678901", "04012345678901"])
def test_a_bar_code_has_one_of_four_lengths_or_is_not_there(gtin: str) -> None:
    assert a_variant(gtin=gtin).gtin == gtin


def test_one_sku_is_one_variant_in_the_whole_shop() -> None:
    a_variant(sku="MUG-1")

    with pytest.raises(IntegrityError, match="variant_sku_unique"):
        a_variant(sku="MUG-1")


def test_two_variants_of_a_product_cannot_have_the_same_options() -> None:
    product = a_product()
    a_variant(product=product, options_key="glaze=oat")

    with pytest.raises(IntegrityError, match="variant_options_once_per_product"):
        a_variant(product=product, options_key="glaze=oat")


def test_variants_of_two_products_may_have_the_same_options() -> None:
    a_variant(options_key="glaze=oat")
    a_variant(options_key="glaze=oat")

    assert Variant.objects.count() == 2
