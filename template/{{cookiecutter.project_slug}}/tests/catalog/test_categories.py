"""The shelves of the shop."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from shop.catalog.errors import CategoryTooDeep, SlugTaken
from shop.catalog.models import Category
from shop.catalog.services.categories import create_category, update_category
from tests.builders import a_category

pytestmark = pytest.mark.django_db


def test_a_category_is_named_in_addresses_after_its_name() -> None:
    category = create_category(name="Cups and mugs")

    assert category.slug == "cups-and-mugs"
    assert Category.objects.get() == category


def test_a_category_stands_in_another() -> None:
    ceramics = a_category()

    cups = create_category(name="Cups", parent=ceramics)

    assert list(ceramics.children.all()) == [cups]


def test_categories_come_in_their_order_and_then_by_name() -> None:
    for name, position in [("Vases", 2), ("Plates", 1), ("Cups", 2)]:
        a_category(name=name, position=position)

    assert [str(category) for category in Category.objects.all()] == ["Plates", "Cups", "Vases"]


def test_there_is_no_third_row() -> None:
    cups = a_category(name="Cups", parent=a_category())

    with pytest.raises(CategoryTooDeep, match="`Cups` does not stand in the first row"):
        create_category(name="Espresso cups", parent=cups)

    assert Category.objects.count() == 2


def test_a_category_with_others_below_it_cannot_move_below_a_third() -> None:
    ceramics, cups = a_category(), a_category()
    a_category(parent=cups)

    with pytest.raises(CategoryTooDeep, match="has categories below it"):
        update_category(category=cups, parent=ceramics)


def test_a_category_cannot_move_into_itself() -> None:
    cups = a_category()

    with pytest.raises(CategoryTooDeep):
        update_category(category=cups, parent=cups)


def test_a_category_moves_and_keeps_its_name() -> None:
    cups = a_category(name="Cups")

    update_category(category=cups, parent=a_category(name="Ceramics"), position=3)

    cups.refresh_from_db()
    assert (str(cups), str(cups.parent), cups.position) == ("Cups", "Ceramics", 3)


def test_two_categories_cannot_have_one_address() -> None:
    a_category(slug="cups")

    with pytest.raises(SlugTaken, match="`cups`"):
        create_category(name="Cups")


@pytest.mark.parametrize("name", ["", "茶碗"])
def test_a_category_without_a_name_for_addresses_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="cannot be blank"):
        create_category(name=name)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("category_slug_shape", {"slug": "Cups"}),
        ("category_slug_shape", {"slug": "cups--mugs"}),
        ("category_slug_shape", {"slug": ""}),
        ("category_has_a_name", {"name": ""}),
    ],
)
def test_the_database_refuses_what_no_category_is(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        a_category(**fields)


def test_the_database_refuses_a_category_in_itself() -> None:
    cups = a_category()

    with pytest.raises(IntegrityError, match="category_not_in_itself"):
        Category.objects.update(parent=cups)
