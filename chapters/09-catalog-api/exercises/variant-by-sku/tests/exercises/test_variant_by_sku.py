"""The scanner at the packing table asks what is in a box."""

from typing import Any

import pytest
from django.test import Client

from shop.catalog.models import Attribute, AttributeChoice, Kind, Variant, VariantValue
from tests.builders import a_product, a_published_product, a_variant
from tests.core.api.contract import assert_as_described

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/variants/MUG-ASH/"


@pytest.fixture(autouse=True)
def mug() -> Variant:
    """A mug in ash, with an older one that is no longer sold, and one of a draft."""
    product = a_published_product(slug="harbour-mug", name="Harbour mug")
    mug = a_variant(product=product, sku="MUG-ASH", name="Ash", weight_grams=380)
    a_variant(product=product, sku="OLD", is_active=False)
    a_variant(product=a_product(), sku="DRAFT")
    for code in ("glaze", "handle"):
        attribute = Attribute.objects.create(code=code, name=code.title(), kind=Kind.CHOICE)
        choice = AttributeChoice.objects.create(attribute=attribute, value="ash", label="Ash")
        VariantValue.objects.create(variant=mug, attribute=attribute, choice=choice)
    return mug


def test_a_scanner_learns_what_is_in_the_box(client: Client, mug: Variant) -> None:
    answer = client.get(ADDRESS)

    assert answer.status_code == 200
    assert answer.json() == {
        "id": mug.public_id,
        "sku": "MUG-ASH",
        "name": "Ash",
        "price": {"amount": 2400, "currency": "EUR"},
        "options": [
            {"attribute": "glaze", "value": "ash", "label": "Ash", "swatch": ""},
            {"attribute": "handle", "value": "ash", "label": "Ash", "swatch": ""},
        ],
        "gtin": "",
        "weight_grams": 380,
        "product": {"slug": "harbour-mug", "name": "Harbour mug"},
    }


@pytest.mark.parametrize("sku", ["UNKNOWN", "OLD", "DRAFT"])
def test_what_shoppers_cannot_buy_does_not_exist(client: Client, sku: str) -> None:
    answer = client.get(f"/api/v1/variants/{sku}/")

    assert answer.status_code == 404
    assert answer.json()["type"] == "/api/problems/#variant-not-found"
    assert f"`{sku}`" in answer.json()["detail"]


def test_it_costs_two_queries(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        client.get(ADDRESS)


def test_it_is_described(client: Client) -> None:
    for address in (ADDRESS, "/api/v1/variants/UNKNOWN/", f"{ADDRESS}?full=1"):
        assert_as_described(client.get(address), "/api/v1/variants/{sku}/")
