"""Filters of the list of products: what they find, what they cost, and what they refuse."""

from typing import Any

import pytest
from django.test import Client

from shop.catalog.models import Attribute, AttributeChoice, Kind, Product, Variant, VariantValue
from tests.builders import a_category, a_published_product, a_variant
from tests.catalog.api.pictures import a_picture

pytestmark = pytest.mark.django_db

# What the list costs by itself, and when it finds nothing.
LIST = 4
NOTHING = 1


@pytest.fixture
def shelves() -> None:
    """Tableware with mugs in it, and cloth beside it."""
    tableware = a_category(slug="tableware")
    mugs = a_category(slug="mugs", parent=tableware)
    cloth = a_category(slug="cloth")
    a_published_product(slug="platter", category=tableware)
    a_published_product(slug="mug", category=mugs)
    a_published_product(slug="towel", category=cloth)


@pytest.fixture
def glazes() -> None:
    """A mug that is cheap in ash and dear in blue; a bowl in sand; both with a height."""
    glaze = Attribute.objects.create(code="glaze", name="Glaze", kind=Kind.CHOICE)
    height = Attribute.objects.create(code="height", name="Height", kind=Kind.NUMBER, unit="cm")
    safe = Attribute.objects.create(code="oven-safe", name="Oven safe", kind=Kind.BOOLEAN)
    choice = {
        value: AttributeChoice.objects.create(attribute=glaze, value=value, label=value.title())
        for value in ("ash", "blue", "sand", "moss")
    }
    mug = a_published_product(slug="mug")
    bowl = a_published_product(slug="bowl")
    Variant.objects.all().delete()
    for product, value, price in ((mug, "ash", 1900), (mug, "blue", 3900), (bowl, "sand", 2900)):
        variant = a_variant(product=product, price_amount=price)
        VariantValue.objects.create(variant=variant, attribute=glaze, choice=choice[value])
        VariantValue.objects.create(variant=variant, attribute=height, number="9.5")
        VariantValue.objects.create(variant=variant, attribute=safe, boolean=product == bowl)
    gone = a_variant(product=bowl, price_amount=100, is_active=False)
    VariantValue.objects.create(variant=gone, attribute=glaze, choice=choice["moss"])


def found(query: str) -> list[str]:
    """The slugs that a query finds."""
    answer = Client().get(f"/api/v1/products/?{query}")
    assert answer.status_code == 200, answer.content
    return sorted(product["slug"] for product in answer.json()["items"])


def refused(query: str) -> dict[str, Any]:
    """The problem that a query is answered with."""
    answer = Client().get(f"/api/v1/products/?{query}")
    assert answer.status_code == 400, answer.content
    problem: dict[str, Any] = answer.json()
    return problem


@pytest.mark.usefixtures("shelves")
def test_a_category_shows_what_stands_in_it_and_below_it() -> None:
    assert found("category=tableware") == ["mug", "platter"]
    assert found("category=mugs") == ["mug"]


@pytest.mark.usefixtures("glazes")
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("price_max=1900", ["mug"]),
        ("price_min=2900&price_max=2900", ["bowl"]),
        ("price_min=3901", []),
        ("glaze=ash", ["mug"]),
        ("glaze=ash&glaze=sand", ["bowl", "mug"]),
        ("height=9.50", ["bowl", "mug"]),
        ("height=9", []),
        ("glaze=", ["bowl", "mug"]),
        ("oven-safe=true", ["bowl"]),
        ("oven-safe=false&glaze=blue", ["mug"]),
    ],
)
def test_a_filter_finds_what_fits(query: str, slugs: list[str]) -> None:
    assert found(query) == slugs


@pytest.mark.usefixtures("glazes")
def test_one_variant_has_to_fit_it_all() -> None:
    assert found("glaze=blue") == ["mug"]
    assert found("price_max=2000") == ["mug"]
    assert found("glaze=blue&price_max=2000") == []


@pytest.mark.usefixtures("glazes")
def test_what_is_no_longer_sold_is_not_found() -> None:
    assert found("glaze=moss") == []
    assert found("price_max=100") == []


@pytest.mark.usefixtures("shelves")
def test_a_misspelt_category_is_refused_with_the_one_that_was_meant() -> None:
    problem = refused("category=mugz")

    assert problem["type"] == "/api/problems/#invalid-values"
    assert problem["errors"] == [
        {"field": "category", "code": "unknown", "detail": "There is no `mugz`. Did you mean `mugs`?"}
    ]


@pytest.mark.usefixtures("glazes")
@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("glaze=ahs", "There is no `ahs`. Did you mean `ash`?"),
        ("glaze=zinc", "There is no `zinc`. There are `ash`, `blue`, `moss`, `sand`."),
        ("oven-safe=yes", "There is no `yes`. There are `false`, `true`."),
        ("height=tall", "`tall` is not a number such as `8.5`."),
        ("height=NaN", "`NaN` is not a number such as `8.5`."),
        ("height=1e-99999", "`1e-99999` is not a number such as `8.5`."),
        ("height=1e9", "`1e9` is not a number such as `8.5`."),
        ("height=1e400", "`1e400` is not a number such as `8.5`."),
        ("price_max=12.99", "Enter a whole number."),
        ("price_min=-1", "Ensure this value is greater than or equal to 0."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(query: str, detail: str) -> None:
    assert [error["detail"] for error in refused(query)["errors"]] == [detail]


@pytest.mark.usefixtures("glazes")
def test_a_misspelt_parameter_is_refused_with_the_one_that_was_meant() -> None:
    assert refused("glase=ash")["detail"].endswith("Do: write `glaze`.")
    assert refused("catgory=mugs")["detail"].endswith("Do: write `category`.")


@pytest.mark.usefixtures("glazes")
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("price_max=1&price_max=2", "price_max"),
        ("category=x%00", "category"),
        ("glaze=ash&glaze=%00", "glaze"),
    ],
)
def test_a_value_that_could_be_read_in_two_ways_or_in_none_is_refused(query: str, field: str) -> None:
    problem = refused(query)

    assert problem["type"] == "/api/problems/#invalid-values"
    assert [error["field"] for error in problem["errors"]] == [field]


@pytest.mark.parametrize("path", ["products/", "products/x/", "categories/", "attributes/"])
def test_every_address_refuses_what_it_does_not_understand(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?format=xml")

    assert answer.status_code == 400
    assert answer.json()["type"] == "/api/problems/#unknown-parameter"


def test_messages_are_in_english_whatever_the_client_speaks() -> None:
    answer = Client().get("/api/v1/products/?price_max=x", headers={"Accept-Language": "de"})

    assert answer.json()["errors"][0]["detail"] == "Enter a whole number."
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.usefixtures("glazes")
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", LIST),
        ("category=&price_min=", LIST),
        ("price_max=9999", LIST),
        ("price_max=9", NOTHING),
        ("glaze=ash&glaze=blue&height=9.5", LIST + 1),
    ],
)
def test_any_number_of_attributes_costs_one_query(
    query: str, queries: int, django_assert_num_queries: Any, client: Client
) -> None:
    a_picture(Product.objects.get(slug="mug"))

    with django_assert_num_queries(queries):
        client.get(f"/api/v1/products/?{query}")


@pytest.mark.usefixtures("shelves")
def test_a_filter_by_category_costs_one_query(django_assert_num_queries: Any, client: Client) -> None:
    a_picture(Product.objects.get(slug="mug"))

    with django_assert_num_queries(LIST + 1):
        client.get("/api/v1/products/?category=mugs")


@pytest.mark.usefixtures("glazes")
def test_clients_can_ask_which_attributes_there_are(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        shown = client.get("/api/v1/attributes/").json()["items"]

    glaze, height, safe = shown
    assert glaze["choices"][0] == {"value": "ash", "label": "Ash", "swatch": ""}
    assert height == {"code": "height", "name": "Height", "kind": "number", "unit": "cm", "choices": []}
    assert safe["kind"] == "boolean"
