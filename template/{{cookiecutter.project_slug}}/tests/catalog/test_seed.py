"""The demonstration shop: complete, the same each time, and careful with what is there."""

import pytest

from shop.catalog.models import Category, Product, Status
from shop.catalog.seed import data, seed
from shop.catalog.selectors import published_products

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("full_shop")]


def test_the_shop_is_full() -> None:
    assert len(published_products()) == 60
    assert Category.objects.filter(parent=None).count() == 2
    assert Category.objects.exclude(parent=None).count() == 9


def test_filling_it_again_changes_nothing() -> None:
    before = list(Product.objects.values_list("public_id", "updated_at"))

    assert seed().startswith("11 categories, 60 products")

    assert list(Product.objects.values_list("public_id", "updated_at")) == before


def test_what_somebody_changed_stays_changed() -> None:
    Product.objects.filter(slug="harbour-mug").update(name="Port mug", status=Status.DRAFT, published_at=None)

    seed()

    product = Product.objects.get(slug="harbour-mug")
    assert (product.name, product.status) == ("Port mug", Status.DRAFT)


def test_what_is_missing_is_added() -> None:
    Product.objects.filter(slug="harbour-mug").delete()

    seed()

    assert Product.objects.get(slug="harbour-mug").status == Status.PUBLISHED


def test_the_newest_products_are_not_all_of_one_shelf() -> None:
    shelves = [product.category.slug for product in published_products()[:9]]

    assert len(set(shelves)) == 9


def test_every_text_is_of_its_length_and_says_who_made_the_thing() -> None:
    for product in data.products():
        assert 20 <= len(product.summary) <= 100
        assert 100 <= len(product.description) <= 500
        assert product.maker.removeprefix("The ") in product.description.splitlines()[-1]


def test_every_shelf_has_something_on_it() -> None:
    filled = {product.category for product in data.products()}

    assert filled == {category.slug for category in data.categories() if category.parent}
