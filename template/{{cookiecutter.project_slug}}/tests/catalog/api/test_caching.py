"""Who has an answer already need not be sent it again; who has an old one must be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shop.accounts.models import User
from shop.catalog.models import Product
from tests.builders import a_category, a_published_product
from tests.catalog.api.pictures import a_picture

pytestmark = pytest.mark.django_db

LIST, DETAIL = "/api/v1/products/", "/api/v1/products/mug/"


@pytest.fixture
def mug() -> Product:
    mug = a_published_product(slug="mug", category=a_category(slug="mugs", name="Mugs"))
    a_picture(mug)
    return mug


def rename_category(mug: Product) -> None:
    mug.category.name = "Cups"
    mug.category.save()


def describe_picture_otherwise(mug: Product) -> None:
    mug.pictures.update(alt="Seen from above.")


def change_price(mug: Product) -> None:
    mug.variants.update(price_amount=1)


@pytest.mark.parametrize("name", ["api:product-list", "api:category-list", "api:schema", "api-docs"])
def test_who_has_the_answer_gets_none(client: Client, name: str) -> None:
    address = reverse(name)
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    for header in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert again.headers[header] == first.headers[header], header


@pytest.mark.parametrize("address", [LIST, DETAIL])
@pytest.mark.parametrize("change", [rename_category, describe_picture_otherwise, change_price])
def test_whatever_changes_in_an_answer_changes_its_tag(
    client: Client, mug: Product, address: str, change: Callable[[Product], None]
) -> None:
    tag = client.get(address).headers["ETag"]

    change(mug)

    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_a_tag_that_a_proxy_has_weakened_is_still_known(client: Client, mug: Product) -> None:
    tag = client.get(DETAIL).headers["ETag"]

    assert client.get(DETAIL, headers={"If-None-Match": f'"other", W/{tag}'}).status_code == 304


def test_a_head_has_the_same_tag_and_no_body(client: Client, mug: Product) -> None:
    head = client.head(DETAIL)

    assert head.content == b""
    assert head.headers["ETag"] == client.get(DETAIL).headers["ETag"]


def test_anybody_may_keep_an_answer_for_a_minute(client: Client, mug: Product, settings: Any) -> None:
    assert client.get(LIST).headers["Cache-Control"] == "public, max-age=60"

    settings.API_MAX_AGE = 5
    assert client.get(LIST).headers["Cache-Control"] == "public, max-age=5"


@pytest.mark.parametrize("address", ["/api/v1/products/none/", "/api/v1/products/?limit=0", "/api/v1/"])
def test_nobody_keeps_a_problem(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_an_answer_does_not_depend_on_who_asks(client: Client, mug: Product) -> None:
    client.force_login(User.objects.create_user("ada@example.com"))

    answer = client.get(LIST)

    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_no_date_is_told_that_might_be_wrong(client: Client, mug: Product) -> None:
    assert "Last-Modified" not in client.get(DETAIL).headers
