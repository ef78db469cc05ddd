"""Two people move two shelves into each other at once. One of them must hear no."""

import pytest
from django.db import transaction

from shop.catalog.models import Category
from shop.catalog.services.categories import create_category, update_category
from tests.builders import a_category
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_shelves_cannot_move_into_each_other() -> None:
    cups, mugs = a_category(name="Cups"), a_category(name="Mugs")
    rival = Rival(lambda: update_category(category=Category.objects.get(name="Mugs"), parent=cups))

    with transaction.atomic():
        update_category(category=Category.objects.get(name="Cups"), parent=mugs)
        rival.begin()

    assert rival.end() == "category-too-deep"
    assert list(Category.objects.filter(parent=None)) == [mugs]


def test_a_shelf_cannot_move_while_another_is_put_up_in_it() -> None:
    ceramics, cups = a_category(), a_category()
    rival = Rival(lambda: update_category(category=cups, parent=ceramics))

    with transaction.atomic():
        create_category(name="Espresso cups", parent=cups)
        rival.begin()

    assert rival.end() == "category-too-deep"
