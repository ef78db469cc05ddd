"""Prices on a product's page in the admin follow the language of whoever writes them."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shop.catalog.models import Variant
from shop.core.money import Money
from tests.builders import a_colleague, a_variant
from tests.forms import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant() -> Variant:
    """Something for 24 euros."""
    return a_variant()


@pytest.fixture
def verkaeuferin(client: Client) -> Iterator[Client]:
    """Somebody who puts things up for sale, and reads German."""
    rights = [f"catalog.{verb}_variant" for verb in ("view", "add", "change")]
    client.force_login(a_colleague("catalog.view_product", "catalog.change_product", *rights))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    yield client
    translation.activate("en")


def page(variant: Variant) -> str:
    """The page of a variant's product."""
    return reverse("admin:catalog_product_change", args=[variant.product_id])


def test_a_price_is_shown_with_the_readers_comma(verkaeuferin: Client, variant: Variant) -> None:
    assert 'value="24,00"' in verkaeuferin.get(page(variant)).content.decode()


def test_a_price_is_read_with_the_writers_comma(verkaeuferin: Client, variant: Variant) -> None:
    submit(verkaeuferin, page(variant), variants__0__price="1.024,50")

    variant.refresh_from_db()
    assert variant.price == Money(102450, "EUR")


def test_a_point_that_would_cost_a_hundred_times_as_much_is_refused(
    verkaeuferin: Client, variant: Variant
) -> None:
    answer = submit(verkaeuferin, page(variant), variants__0__price="24.50")

    assert "`24.50` is not a number in `de`" in answer.content.decode()
    variant.refresh_from_db()
    assert variant.price == Money(2400, "EUR")
