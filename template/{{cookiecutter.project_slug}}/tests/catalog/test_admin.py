"""The catalog in the admin: who may come in, and that all writing goes through the services."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.catalog.models import Category, Product, Status
from tests.builders import (
    a_category,
    a_colleague,
    a_product,
    a_publishable_product,
    a_published_product,
    a_user,
)
from tests.forms import submit

pytestmark = pytest.mark.django_db

PRODUCTS = "admin:catalog_product_changelist"
ADD = "admin:catalog_product_add"
CHANGE = "admin:catalog_product_change"
CATEGORIES = "admin:catalog_category_changelist"


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody who writes about products and may not publish them."""
    rights = [
        "view_product",
        "add_product",
        "change_product",
        "view_category",
        "add_category",
        "change_category",
    ]
    client.force_login(a_colleague(*(f"catalog.{right}" for right in rights)))
    return client


@pytest.fixture
def publisher(client: Client) -> Client:
    """Somebody who decides what shoppers see."""
    client.force_login(a_colleague("catalog.view_product", "catalog.publish_product"))
    return client


def chosen(action: str, *products: Product) -> dict[str, object]:
    """The form of a list in which some products are ticked."""
    return {"action": action, "_selected_action": [product.pk for product in products]}


@pytest.mark.parametrize("page", [PRODUCTS, ADD, CATEGORIES])
def test_a_stranger_is_asked_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(reverse(page))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("page", [PRODUCTS, ADD, CATEGORIES])
def test_a_customer_is_asked_to_sign_in_as_somebody_else(client: Client, page: str) -> None:
    client.force_login(a_user())

    assert client.get(reverse(page)).status_code == 302


@pytest.mark.parametrize("page", [PRODUCTS, ADD, CATEGORIES])
def test_staff_without_the_right_are_refused(client: Client, page: str) -> None:
    client.force_login(a_colleague("accounts.view_user"))

    assert client.get(reverse(page)).status_code == 403


def test_staff_who_may_look_cannot_write(client: Client) -> None:
    product = a_product(name="Harbour mug")
    client.force_login(a_colleague("catalog.view_product"))
    page = reverse(CHANGE, args=[product.pk])

    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "Other"}).status_code == 403
    assert client.get(reverse(ADD)).status_code == 403


def test_a_list_finds_products_by_word_and_by_status(editor: Client) -> None:
    a_product(name="Harbour mug")
    a_product(name="Night shift mug", status=Status.ARCHIVED)
    a_product(name="Plain cup")

    answer = editor.get(reverse(PRODUCTS), {"q": "mug", "status": "draft"})

    assert b"Harbour mug" in answer.content
    assert b"Night shift mug" not in answer.content
    assert b"Plain cup" not in answer.content


def test_an_editor_begins_a_product(editor: Client) -> None:
    told = {"slug": "harbour-mug", "category": a_category().pk, "summary": "A mug."}

    submit(editor, reverse(ADD), name="Harbour mug", **told)

    product = Product.objects.get()
    assert (product.name, product.summary, product.status) == ("Harbour mug", "A mug.", Status.DRAFT)


def test_an_editor_corrects_a_product(editor: Client) -> None:
    product = a_product(name="Harbor mug")

    submit(editor, reverse(CHANGE, args=[product.pk]), name="Harbour mug")

    product.refresh_from_db()
    assert product.name == "Harbour mug"


def test_a_refusal_of_a_service_is_shown_and_nothing_is_written(editor: Client) -> None:
    product = a_published_product(name="Harbour mug")

    answer = submit(editor, reverse(CHANGE, args=[product.pk]), name="Other", summary="")

    assert "Shoppers cannot be shown this product like this." in answer.content.decode()
    product.refresh_from_db()
    assert product.name == "Harbour mug"


def test_an_address_that_is_taken_is_shown_beside_its_field(editor: Client) -> None:
    taken = a_product()

    answer = submit(editor, reverse(ADD), name="Harbour mug", slug=taken.slug, category=taken.category.pk)

    assert answer.status_code == 200
    assert Product.objects.count() == 1


def test_an_editor_cannot_publish(editor: Client) -> None:
    product = a_publishable_product()

    editor.post(reverse(PRODUCTS), chosen("publish", product))

    product.refresh_from_db()
    assert product.status == Status.DRAFT


def test_a_publisher_publishes_what_is_ready_and_hears_why_the_rest_is_not(publisher: Client) -> None:
    ready, unready = a_publishable_product(), a_publishable_product(name="Plain cup", summary="")

    answer = publisher.post(reverse(PRODUCTS), chosen("publish", ready, unready), follow=True)

    assert "1 published." in answer.content.decode()
    assert "`Plain cup` lacks a summary" in answer.content.decode()
    assert list(Product.objects.filter(status=Status.PUBLISHED)) == [ready]


@pytest.mark.parametrize(("action", "status"), [("unpublish", Status.DRAFT), ("archive", Status.ARCHIVED)])
def test_a_publisher_takes_products_out_of_the_shop(publisher: Client, action: str, status: Status) -> None:
    product = a_published_product()

    publisher.post(reverse(PRODUCTS), chosen(action, product))

    product.refresh_from_db()
    assert product.status == status


def test_nobody_deletes_a_product_by_a_click(admin_client: Client) -> None:
    product = a_product()

    answer = admin_client.post(reverse("admin:catalog_product_delete", args=[product.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Product.objects.filter(pk=product.pk).exists()


def test_an_editor_puts_up_a_shelf_and_moves_it(editor: Client) -> None:
    submit(editor, reverse("admin:catalog_category_add"), name="Cups", slug="cups")
    cups, ceramics = Category.objects.get(), a_category()

    submit(editor, reverse("admin:catalog_category_change", args=[cups.pk]), parent=ceramics.pk)

    cups.refresh_from_db()
    assert (cups.name, cups.parent) == ("Cups", ceramics)


def test_a_third_row_of_shelves_is_refused_in_the_admin_too(editor: Client) -> None:
    cups = a_category(parent=a_category())

    answer = submit(editor, reverse("admin:catalog_category_add"), name="Small", slug="small", parent=cups.pk)

    assert "A category cannot stand in this one." in answer.content.decode()
    assert not Category.objects.filter(slug="small").exists()


def test_the_list_costs_the_same_however_many_products_it_shows(
    editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_product()
    with CaptureQueriesContext(connection) as one:
        editor.get(reverse(PRODUCTS))
    for _ in range(5):
        a_product()

    with django_assert_num_queries(len(one)):
        editor.get(reverse(PRODUCTS))
