"""Products over HTTP: what shoppers may see, in the shape that was promised."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from shop.catalog.models import Attribute, AttributeChoice, Kind, Product, ProductAttribute, VariantValue
from tests.builders import a_category, a_product, a_published_product, a_variant
from tests.catalog.api.pictures import a_picture
from tests.core.api.people import answers_to_everybody

pytestmark = pytest.mark.django_db

Queries = Any


@pytest.fixture
def mug() -> Product:
    """A published mug in two glazes and two sizes of price."""
    mug = a_published_product(
        slug="harbour-mug",
        name="Harbour mug",
        summary="A mug for grey mornings.",
        category=a_category(slug="mugs", name="Mugs"),
        published_at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
    )
    mug.variants.all().delete()
    glaze = Attribute.objects.create(code="glaze", name="Glaze", kind=Kind.CHOICE)
    height = Attribute.objects.create(code="height", name="Height", kind=Kind.NUMBER, unit="cm")
    ash = AttributeChoice.objects.create(attribute=glaze, value="ash", label="Ash", swatch="#b9b4a8")
    ProductAttribute.objects.create(product=mug, attribute=glaze)
    small = a_variant(product=mug, sku="MUG-S", name="Small", price_amount=1900, position=1)
    VariantValue.objects.create(variant=small, attribute=glaze, choice=ash)
    VariantValue.objects.create(variant=small, attribute=height, number="8.5")
    large = a_variant(product=mug, sku="MUG-L", name="Large", price_amount=2400, position=2, weight_grams=410)
    a_variant(product=mug, sku="MUG-OLD", name="Old", price_amount=100, is_active=False)
    a_picture(mug, alt="A grey mug on a wooden table.")
    a_picture(mug, variant=large, alt="The large one.")
    return mug


def test_the_list_shows_a_product_as_a_card(client: Client, mug: Product) -> None:
    rendition = mug.pictures.get(position=0).image.renditions.get()

    answer = client.get("/api/v1/products/")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["items"] == [
        {
            "id": mug.public_id,
            "slug": "harbour-mug",
            "name": "Harbour mug",
            "summary": "A mug for grey mornings.",
            "category": {"slug": "mugs", "name": "Mugs"},
            "price": {
                "lowest": {"amount": 1900, "currency": "EUR"},
                "highest": {"amount": 2400, "currency": "EUR"},
            },
            "picture": {
                "alt": "A grey mug on a wooden table.",
                "renditions": [
                    {
                        "url": f"http://testserver/media/{rendition.file}",
                        "width": 320,
                        "height": 240,
                        "content_type": "image/webp",
                    }
                ],
            },
            "published_at": "2026-03-01T12:30:00Z",
        }
    ]


def test_the_newest_comes_first(client: Client) -> None:
    old = a_published_product(published_at=datetime(2026, 1, 1, tzinfo=UTC))
    new = a_published_product(published_at=datetime(2026, 2, 1, tzinfo=UTC))

    shown = client.get("/api/v1/products/").json()["items"]

    assert [product["id"] for product in shown] == [new.public_id, old.public_id]


def test_what_is_not_for_shoppers_does_not_exist(client: Client) -> None:
    draft = a_product()
    sold_out = a_published_product()
    sold_out.variants.update(is_active=False)

    assert client.get("/api/v1/products/").json()["items"] == []
    for product in (draft, sold_out):
        answer = client.get(f"/api/v1/products/{product.slug}/")
        assert answer.status_code == 404
        assert answer.json()["type"] == "/api/problems/#product-not-found"


def test_a_product_tells_all_that_can_be_bought(client: Client, mug: Product) -> None:
    answer = client.get("/api/v1/products/harbour-mug/")

    shown = answer.json()
    small, large = shown["variants"]
    assert answer.status_code == 200
    assert shown["axes"] == [{"code": "glaze", "name": "Glaze", "kind": "choice", "unit": ""}]
    assert small == {
        "id": mug.variants.get(sku="MUG-S").public_id,
        "sku": "MUG-S",
        "name": "Small",
        "price": {"amount": 1900, "currency": "EUR"},
        "options": [
            {"attribute": "glaze", "value": "ash", "label": "Ash", "swatch": "#b9b4a8"},
            {"attribute": "height", "value": "8.5", "label": "8.5 cm", "swatch": ""},
        ],
        "gtin": "",
        "weight_grams": None,
    }
    assert large["weight_grams"] == 410


def test_a_picture_says_which_variant_it_shows(client: Client, mug: Product) -> None:
    shown = client.get("/api/v1/products/harbour-mug/").json()

    large = shown["variants"][1]["id"]
    assert [picture["variant"] for picture in shown["pictures"]] == [None, large]


def test_a_product_without_a_picture_says_so(client: Client) -> None:
    a_published_product()

    assert client.get("/api/v1/products/").json()["items"][0]["picture"] is None


def test_no_number_of_the_database_is_told(client: Client, mug: Product) -> None:
    Product.objects.filter(pk=mug.pk).update(name="A mug")
    listed = client.get("/api/v1/products/").json()["items"][0]

    assert str(listed["id"]).startswith("prd_")
    assert "pk" not in listed


def test_a_list_costs_as_much_with_ten_products_as_with_one(
    client: Client, mug: Product, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(4):
        client.get("/api/v1/products/")

    for _ in range(9):
        a_picture(a_published_product())
    with django_assert_num_queries(4):
        client.get("/api/v1/products/")


def test_a_product_costs_as_much_with_ten_variants_as_with_one(
    client: Client, mug: Product, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(6):
        client.get("/api/v1/products/harbour-mug/")

    for position in range(8):
        a_picture(mug, variant=a_variant(product=mug, position=position))
    with django_assert_num_queries(6):
        client.get("/api/v1/products/harbour-mug/")


def test_everybody_reads_the_same_product(mug: Product) -> None:
    answers = answers_to_everybody("/api/v1/products/harbour-mug/")

    assert answers["anonymous"][0] == 200
    assert len(set(answers.values())) == 1
