"""Rates in the admin: who may keep them, and that the past stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.taxes.models import ProductTax, TaxCategory, TaxRate
from tests.builders import a_colleague, a_product, a_user
from tests.forms import submit
from tests.taxes.builders import a_rate, a_tax_category

pytestmark = pytest.mark.django_db

RATES, ADD = reverse("admin:taxes_taxrate_changelist"), reverse("admin:taxes_taxrate_add")
CATEGORIES, DEFINE = reverse("admin:taxes_taxcategory_changelist"), reverse("admin:taxes_taxcategory_add")


def page(rate: TaxRate) -> str:
    """The page of a rate."""
    return reverse("admin:taxes_taxrate_change", args=[rate.pk])


@pytest.fixture
def bookkeeper(client: Client) -> Client:
    """Somebody who keeps the rates."""
    rights = [f"{verb}_{what}" for what in ("taxrate", "taxcategory") for verb in ("view", "add", "change")]
    client.force_login(a_colleague(*(f"taxes.{right}" for right in rights)))
    return client


@pytest.mark.parametrize("path", [RATES, ADD, CATEGORIES, DEFINE])
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302

    client.force_login(a_user())

    assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", [RATES, ADD, CATEGORIES, DEFINE])
def test_staff_without_the_right_are_refused(client: Client, path: str) -> None:
    client.force_login(a_colleague("catalog.view_product"))

    assert client.get(path).status_code == 403


def test_staff_who_may_look_cannot_write(client: Client) -> None:
    rate = a_rate()
    client.force_login(a_colleague("taxes.view_taxrate", "taxes.view_taxcategory"))

    assert client.get(page(rate)).status_code == 200
    assert client.post(page(rate), {"valid_until": "2030-01-01"}).status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.get(DEFINE).status_code == 403


def test_a_bookkeeper_defines_a_kind_of_goods_and_writes_its_rate_down(bookkeeper: Client) -> None:
    submit(bookkeeper, DEFINE, slug="books", name="Printed books")
    books = TaxCategory.objects.get()

    told = {"country": "DE", "category": books.pk, "percent": "7", "name": "MwSt.", "source": "UStG § 12"}
    submit(bookkeeper, ADD, valid_from="2021-01-01", **told)

    rate = TaxRate.objects.get()
    assert (str(rate), rate.valid_from, rate.source) == (
        "MwSt. 7 % on books in DE",
        date(2021, 1, 1),
        "UStG § 12",
    )


def test_a_rate_that_overlaps_is_refused_in_words(bookkeeper: Client) -> None:
    rate = a_rate()

    told = {"country": "DE", "category": rate.category.pk, "percent": "16", "name": "VAT"}
    answer = submit(bookkeeper, ADD, valid_from="2020-07-01", **told)

    assert "Another rate holds in this period already." in answer.content.decode()
    assert TaxRate.objects.count() == 1


def test_a_bookkeeper_lets_another_rate_follow(bookkeeper: Client) -> None:
    rate = a_rate("19")

    submit(bookkeeper, page(rate), valid_until="2020-07-01", follows="16")

    told = TaxRate.objects.order_by("valid_from").values_list("percent", "valid_from", "valid_until")
    assert list(told) == [
        (Decimal(19), date(2000, 1, 1), date(2020, 7, 1)),
        (Decimal(16), date(2020, 7, 1), None),
    ]


def test_a_bookkeeper_ends_a_rate(bookkeeper: Client) -> None:
    rate = a_rate()

    submit(bookkeeper, page(rate), valid_until="2030-01-01")

    assert TaxRate.objects.get().valid_until == date(2030, 1, 1)


def test_a_rate_that_follows_needs_its_day(bookkeeper: Client) -> None:
    answer = submit(bookkeeper, page(a_rate()), follows="16")

    assert "On which day does the next rate begin?" in answer.content.decode()
    assert TaxRate.objects.count() == 1


def test_an_end_that_was_said_stays(bookkeeper: Client) -> None:
    rate = a_rate(valid_until=date(2030, 1, 1))

    answer = submit(bookkeeper, page(rate), valid_until="")

    assert "Add the rate that holds afterwards." in answer.content.decode()
    assert TaxRate.objects.get().valid_until == date(2030, 1, 1)


def test_what_the_service_refuses_is_said_above_the_form(bookkeeper: Client) -> None:
    rate = a_rate(valid_until=date(2030, 1, 1))

    answer = submit(bookkeeper, page(rate), valid_until="2031-01-01")

    assert "The period of this rate cannot be like that." in answer.content.decode()
    assert TaxRate.objects.get().valid_until == date(2030, 1, 1)


def test_a_form_that_says_nothing_new_writes_nothing(bookkeeper: Client) -> None:
    rate = a_rate(valid_until=date(2030, 1, 1))

    answer = submit(bookkeeper, page(rate))

    assert "was changed successfully" in answer.content.decode()
    assert TaxRate.objects.get() == rate


def test_nobody_rewrites_a_percentage_or_deletes_a_rate(bookkeeper: Client) -> None:
    rate = a_rate("19")
    bookkeeper.force_login(a_user(is_staff=True, is_superuser=True))

    submit(bookkeeper, page(rate), percent="16", valid_from="1999-01-01")

    rate.refresh_from_db()
    assert (rate.percent, rate.valid_from) == (Decimal(19), date(2000, 1, 1))
    assert bookkeeper.post(reverse("admin:taxes_taxrate_delete", args=[rate.pk])).status_code == 403


def test_a_product_page_says_which_kind_the_product_is(admin_client: Client) -> None:
    product, books = a_product(), a_tax_category("books")
    path = reverse("admin:catalog_product_change", args=[product.pk])

    submit(admin_client, path, tax__TOTAL_FORMS=1, tax__0__category=books.pk)
    assert ProductTax.objects.get().category == books

    food = a_tax_category("food")
    submit(admin_client, path, tax__0__category=food.pk)
    assert ProductTax.objects.get().category == food

    submit(admin_client, path, tax__0__DELETE="on")
    assert not ProductTax.objects.exists()


def test_the_list_costs_the_same_however_long(
    bookkeeper: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for country in ("DE", "FR", "NL"):
        a_rate(country=country)
        with django_assert_num_queries(9):
            bookkeeper.get(RATES)
