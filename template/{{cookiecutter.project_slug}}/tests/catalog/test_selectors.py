"""What shoppers find, in which order, and what each question costs."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.catalog.errors import ProductNotFound
from shop.catalog.models import Product, Status
from shop.catalog.selectors import categories_with_counts, product_by_slug, published_products
from tests.builders import a_category, a_product, a_published_product
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db

# {% if reached("media.renditions") %}
LIST_COST = 3  # the products with their categories, the variants of all, the pictures of all
# {% elif reached("variants.variant-model") %}
LIST_COST = 2  # the products with their categories, and the variants of all
# {% else %}
LIST_COST = 1  # the products with their categories
# {% endif %}


def names(products: object) -> list[str]:
    """The slugs of products, in their order."""
    assert hasattr(products, "__iter__")
    return [product.slug for product in products]


def test_shoppers_see_what_is_published_and_nothing_else() -> None:
    a_published_product(slug="harbour-mug")
    a_product(slug="draft")
    a_product(slug="archived", status=Status.ARCHIVED)

    assert names(published_products()) == ["harbour-mug"]


def test_the_newest_comes_first(frozen_clock: FrozenClock) -> None:
    for slug in ["first", "second", "third"]:
        a_published_product(slug=slug)
        frozen_clock.move(timedelta(seconds=1))

    assert names(published_products()) == ["third", "second", "first"]


def test_of_two_published_in_one_moment_the_later_one_comes_first(frozen_clock: FrozenClock) -> None:
    a_published_product(slug="first")
    a_published_product(slug="second")

    assert names(published_products()) == ["second", "first"]


def test_a_shelf_shows_what_stands_on_it_and_below_it() -> None:
    ceramics, textiles = a_category(), a_category()
    cups = a_category(parent=ceramics)
    a_published_product(slug="vase", category=ceramics)
    a_published_product(slug="mug", category=cups)
    a_published_product(slug="rug", category=textiles)

    assert names(published_products(ceramics)) == ["mug", "vase"]
    assert names(published_products(cups)) == ["mug"]


def test_a_list_costs_the_same_however_long_it_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(5):
        a_published_product(category=a_category(parent=a_category()))

    with django_assert_num_queries(LIST_COST):
        for product in published_products():
            str(product.category)


def test_a_shelf_costs_no_more_than_the_whole_shop(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ceramics = a_category()
    a_published_product(category=a_category(parent=ceramics))

    with django_assert_num_queries(LIST_COST):
        assert len(published_products(ceramics)) == 1


def test_a_product_is_found_by_its_name_in_addresses() -> None:
    product = a_published_product(slug="harbour-mug")

    assert product_by_slug("harbour-mug") == product


def test_a_product_that_is_not_published_is_not_found() -> None:
    a_product(slug="harbour-mug")

    with pytest.raises(ProductNotFound, match="`harbour-mug`"):
        product_by_slug("harbour-mug")


def test_a_products_page_knows_the_shelves_above_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_published_product(slug="mug", category=a_category(name="Cups", parent=a_category(name="Ceramics")))
    product = product_by_slug("mug")

    with django_assert_num_queries(0):
        assert [str(product.category), str(product.category.parent)] == ["Cups", "Ceramics"]


def test_each_category_knows_what_shoppers_find_in_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ceramics, textiles = a_category(position=1), a_category(position=4)
    cups, vases = a_category(position=2, parent=ceramics), a_category(position=3, parent=ceramics)
    for category in (ceramics, cups, cups):
        a_published_product(category=category)
    a_product(category=vases)

    with django_assert_num_queries(1):
        counts = {category.slug: category.product_count for category in categories_with_counts()}

    assert list(counts.items()) == [(ceramics.slug, 3), (cups.slug, 2), (vases.slug, 0), (textiles.slug, 0)]


def test_questions_write_nothing() -> None:
    product = a_published_product(slug="mug")

    product_by_slug("mug")

    assert Product.objects.get().updated_at == product.updated_at
