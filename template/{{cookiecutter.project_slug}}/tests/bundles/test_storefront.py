"""What shoppers read about a set on its page."""

from typing import Any

import pytest
# {% if reached("carts.one-price") %}
from django.conf import settings
# {% endif %}
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.bundles import storefront
from shop.bundles.services import compose_bundle
from shop.catalog.models import Variant
# {% if reached("carts.one-price") %}
from shop.core import clock
from shop.taxes.markets import market_of
from storefront.asking import Asking
# {% endif %}
from tests.builders import a_product, a_published_product, a_variant
# {% if reached("carts.one-price") %}
from tests.pricing.builders import DAY, a_list_price, a_region
# {% endif %}

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Variant:
    """A part: 24 euros."""
    return a_variant(product=a_product(name="Harbour mug"), name="Moss", price_amount=2400)


@pytest.fixture
def pair(mug: Variant) -> Variant:
    """A published set of two mugs for 40 euros."""
    bundle = a_published_product(slug="pair").variants.get()
    bundle.price_amount = 4000
    bundle.save()
    compose_bundle(bundle=bundle, parts={mug.pk: 2})
    return bundle


def page(client: Client) -> str:
    """The set's page."""
    return client.get("/p/pair/").content.decode()


def test_a_sets_page_says_what_is_in_it_and_what_it_saves(client: Client, pair: Variant) -> None:
    shown = page(client)

    assert "2 \u00d7 Harbour mug, Moss" in shown
    assert "€24.00 each" in shown
    assert "<td><strong>€8.00</strong></td>" in shown
    assert "Not available now" not in shown


def test_a_part_is_linked_if_it_has_a_page(client: Client, pair: Variant) -> None:
    assert "?variant=" not in page(client)

    plate = a_published_product(slug="plate", name="Plate").variants.get()
    compose_bundle(bundle=pair, parts={plate.pk: 2})

    assert f'<a href="/p/plate/?variant={plate.sku}">Plate</a>' in page(client)


def test_a_set_that_costs_more_than_its_parts_does_not_boast(client: Client, pair: Variant) -> None:
    pair.price_amount = 9900
    pair.save()

    assert "You save" not in page(client)


def test_a_set_with_a_part_that_is_not_sold_says_so(client: Client, pair: Variant, mug: Variant) -> None:
    mug.is_active = False
    mug.save()

    assert "Harbour mug cannot be had at the moment, and so the set cannot either." in page(client)


def test_a_page_of_something_else_says_nothing_of_sets(client: Client) -> None:
    a_published_product(slug="pair")

    assert "In this set" not in page(client)


# {% if reached("carts.one-price") %}
def test_what_the_page_says_costs_two_queries(
    pair: Variant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chosen: Any = Variant.objects.get(pk=pair.pk)
    asking = Asking(market_of(), clock.now())

    with django_assert_num_queries(2):
        shown = storefront.contents_of({"variant": chosen, "asking": asking})

    assert shown is not None
    assert shown["total"].amount == 4800


def test_parts_cost_what_their_own_pages_ask(client: Client, pair: Variant, mug: Variant) -> None:
    sale = a_region(settings.SHOP_COUNTRY)
    a_list_price(mug, 2100, region=sale, starts_at=clock.now(), ends_at=clock.now() + DAY)

    shown = page(client)

    assert "€21.00 each" in shown
    assert "<td><strong>€2.00</strong></td>" in shown
# {% else %}
def test_what_the_page_says_costs_one_query(
    pair: Variant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chosen: Any = Variant.objects.get(pk=pair.pk)

    with django_assert_num_queries(1):
        shown = storefront.contents_of({"variant": chosen})

    assert shown is not None
    assert shown["total"].amount == 4800
# {% endif %}
