"""Which kind of goods a product is, and what it costs to ask."""

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.taxes.models import ProductTax
from shop.taxes.selectors import tax_categories
from shop.taxes.services.products import clear_tax_category, set_tax_category
from tests.builders import a_product
from tests.taxes.builders import a_tax_category

pytestmark = pytest.mark.django_db


def test_a_product_is_of_the_standard_kind_until_somebody_says_otherwise() -> None:
    mug, cookbook = a_product(), a_product()

    set_tax_category(product=cookbook, category=a_tax_category("books"))

    assert tax_categories([mug.pk, cookbook.pk]) == {mug.pk: "standard", cookbook.pk: "books"}


def test_a_product_changes_its_kind_and_keeps_one() -> None:
    product = a_product()
    set_tax_category(product=product, category=a_tax_category("books"))

    told = set_tax_category(product=product, category=a_tax_category("food"))

    assert list(ProductTax.objects.all()) == [told]
    assert str(told) == f"{product} is taxed as Food"


def test_a_product_is_of_the_standard_kind_again() -> None:
    product = a_product()
    set_tax_category(product=product, category=a_tax_category("books"))

    clear_tax_category(product=product)

    assert tax_categories([product.pk]) == {product.pk: "standard"}


def test_a_hundred_products_cost_what_one_costs(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    category = a_tax_category("books")
    products = [a_product() for _ in range(10)]
    for product in products:
        set_tax_category(product=product, category=category)

    for asked in (
        [products[0].pk],
        [p.pk for p in products],
        [*range(1000, 1090), *(p.pk for p in products)],
    ):
        with django_assert_num_queries(1):
            assert len(tax_categories(asked)) == len(asked)
