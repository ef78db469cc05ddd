"""Sets over HTTP."""

from typing import Any

import pytest
from django.test import Client

from shop.bundles.models import BundleItem
from shop.catalog.models import Variant
from tests.builders import a_category, a_product, a_published_product, a_variant
from tests.core.api.people import answers_to_everybody

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/bundles/BREAKFAST/"


@pytest.fixture
def breakfast() -> Variant:
    """Two mugs and a plate for 60 euros, which cost 66 one by one."""
    mug = a_product(slug="mug", name="Mug", category=a_category())
    plate = a_product(slug="plate", name="Plate", category=mug.category)
    page = a_published_product(slug="breakfast", name="Breakfast", category=mug.category)
    breakfast = a_variant(product=page, sku="BREAKFAST", name="For two", price_amount=6000)
    for sku, product, price, quantity in (("MUG-ASH", mug, 2300, 2), ("PLATE-ASH", plate, 2000, 1)):
        part = a_variant(product=product, sku=sku, name="Ash", price_amount=price)
        BundleItem.objects.create(bundle=breakfast, component=part, quantity=quantity, position=-quantity + 2)
    return breakfast


def test_a_set_tells_what_is_in_it_and_what_it_saves(client: Client, breakfast: Variant) -> None:
    answer = client.get(ADDRESS)

    shown = answer.json()
    mugs, plate = shown.pop("items")
    assert answer.status_code == 200
    assert shown == {
        "id": breakfast.public_id,
        "sku": "BREAKFAST",
        "name": "For two",
        "product": {"slug": "breakfast", "name": "Breakfast"},
        "price": {"amount": 6000, "currency": "EUR"},
        "parts_total": {"amount": 6600, "currency": "EUR"},
        "is_sellable": True,
    }
    assert mugs == {
        "quantity": 2,
        "variant": Variant.objects.get(sku="MUG-ASH").public_id,
        "sku": "MUG-ASH",
        "name": "Ash",
        "price": {"amount": 2300, "currency": "EUR"},
        "product": {"slug": "mug", "name": "Mug"},
    }
    assert plate["quantity"] == 1


def test_a_set_whose_part_is_no_longer_sold_is_not_sold(client: Client, breakfast: Variant) -> None:
    Variant.objects.filter(sku="PLATE-ASH").update(is_active=False)

    assert client.get(ADDRESS).json()["is_sellable"] is False


@pytest.mark.usefixtures("breakfast")
@pytest.mark.parametrize("sku", ["MUG-ASH", "NONE", "breakfast"])
def test_what_is_no_set_does_not_exist(client: Client, sku: str) -> None:
    answer = client.get(f"/api/v1/bundles/{sku}/")

    assert answer.status_code == 404
    assert answer.json()["type"] == "/api/problems/#bundle-not-found"


@pytest.mark.usefixtures("breakfast")
def test_a_set_costs_two_queries(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        client.get(ADDRESS)


@pytest.mark.usefixtures("breakfast")
def test_everybody_reads_the_same() -> None:
    answers = answers_to_everybody(ADDRESS)

    assert answers["anonymous"][0] == 200
    assert len(set(answers.values())) == 1
