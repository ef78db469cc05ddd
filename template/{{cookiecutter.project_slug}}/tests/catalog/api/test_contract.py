"""The catalog answers as the API's description says, in every case that there is."""

from typing import Any

import pytest
from django.test import Client

from shop.catalog.api.filters import ProductFilter
from shop.catalog.models import Attribute, AttributeChoice, Kind, ProductAttribute, VariantValue
from shop.core.api.pages import PAGE
from tests.builders import a_category, a_published_product, a_variant
from tests.catalog.api.pictures import a_picture
from tests.core.api.contract import assert_as_described, strict

pytestmark = pytest.mark.django_db

LIST, DETAIL = "/api/v1/products/", "/api/v1/products/{slug}/"


@pytest.fixture(autouse=True)
def shop() -> None:
    """One product with everything that a product can have, and one with nothing."""
    shelf = a_category(slug="mugs", parent=a_category(slug="tableware"))
    mug = a_published_product(slug="mug", category=shelf)
    a_published_product(slug="plain")
    variant = a_variant(product=mug, gtin="4006381333931", weight_grams=380)
    a_picture(mug)
    a_picture(mug, variant=variant)
    answers: dict[Kind, dict[str, Any]] = {
        Kind.TEXT: {"text": "signed"},
        Kind.NUMBER: {"number": "8.5"},
        Kind.BOOLEAN: {"boolean": True},
    }
    for kind in Kind:
        attribute = Attribute.objects.create(code=kind, name=kind.label, kind=kind)
        ProductAttribute.objects.create(product=mug, attribute=attribute)
        ash = {"value": "ash", "label": "Ash", "swatch": "#b9b4a8"}
        answer = answers.get(kind) or {"choice": AttributeChoice.objects.create(attribute=attribute, **ash)}
        VariantValue.objects.create(variant=variant, attribute=attribute, **answer)


@pytest.mark.parametrize(
    ("address", "path", "status"),
    [
        ("/api/v1/products/", LIST, 200),
        ("/api/v1/products/?limit=1", LIST, 200),
        ("/api/v1/products/?category=mugs&choice=ash&number=8.5&boolean=true", LIST, 200),
        ("/api/v1/products/?price_min=999999999", LIST, 200),
        ("/api/v1/products/?limit=0", LIST, 400),
        ("/api/v1/products/?cursor=x", LIST, 400),
        ("/api/v1/products/?category=mugz", LIST, 400),
        ("/api/v1/products/?colour=ash", LIST, 400),
        ("/api/v1/products/mug/", DETAIL, 200),
        ("/api/v1/products/plain/", DETAIL, 200),
        ("/api/v1/products/none/", DETAIL, 404),
        ("/api/v1/products/mug/?full=1", DETAIL, 400),
        ("/api/v1/categories/", "/api/v1/categories/", 200),
        ("/api/v1/categories/?parent=mugs", "/api/v1/categories/", 400),
        ("/api/v1/attributes/", "/api/v1/attributes/", 200),
    ],
)
def test_an_answer_is_as_described(client: Client, address: str, path: str, status: int) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert_as_described(answer, path)


def test_other_methods_and_kinds_are_answered_as_described(client: Client) -> None:
    assert_as_described(client.post(LIST), LIST)
    assert_as_described(client.get(LIST, headers={"Accept": "text/csv"}), LIST)


def test_the_described_parameters_are_those_that_are_understood() -> None:
    parameters = strict()["paths"][LIST]["get"]["parameters"]
    described = {parameter["name"] for parameter in parameters if parameter.get("in") == "query"}

    fixed: Any = ProductFilter.base_filters
    assert described == {*fixed, *PAGE, "attributes"}
