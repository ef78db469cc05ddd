"""What is read to choose prices, and what that costs."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from shop.catalog.models import Variant
from shop.core.money import Money
from shop.pricing import selectors
from shop.pricing.choosing import Ask, choose_price
from shop.pricing.errors import RegionNotFound
from shop.pricing.models import Kind
from shop.pricing.services.rates import set_rate
from shop.pricing.services.regions import join_group
from tests.builders import a_product, a_user, a_variant
from tests.pricing.builders import DAY, NOON, a_group, a_list_price, a_price_list, a_region

pytestmark = pytest.mark.django_db


def priced(variant: Variant, **told: Any) -> Money:
    """What a variant costs at noon, read and chosen."""
    read = {key: value for key, value in told.items() if key in {"region", "groups"}}
    currency = told.get("currency", "EUR")
    snapshot = selectors.price_snapshot([variant.pk], currency=currency, at=NOON, **read)
    region = told.get("region")
    ask = Ask(
        variant.pk,
        currency,
        NOON,
        quantity=told.get("quantity", 1),
        region=region.slug if region else None,
        groups=frozenset(told.get("groups", ())),
    )
    return choose_price(ask, snapshot).money


def test_a_list_for_everybody_is_read() -> None:
    mug = a_variant()
    a_list_price(mug, 2000)

    assert priced(mug) == Money(2000, "EUR")


def test_lists_for_others_are_not_even_read() -> None:
    mug = a_variant()
    a_list_price(mug, 1, region=a_region())
    a_list_price(mug, 2, group=a_group())
    a_list_price(mug, 3, starts_at=NOON - 2 * DAY, ends_at=NOON)
    a_list_price(mug, 4, starts_at=NOON + DAY / 2)
    a_list_price(mug, 5, currency="USD")

    snapshot = selectors.price_snapshot([mug.pk], currency="EUR", at=NOON)

    assert snapshot.rows == {}
    assert priced(mug) == Money(2400, "EUR")


def test_a_region_and_a_group_have_their_prices() -> None:
    mug, region, group = a_variant(), a_region(), a_group(slug="trade")
    a_list_price(mug, 2900, region=region, kind=Kind.STANDING)
    a_list_price(mug, 2100, region=region, group=group, min_quantity=6)

    assert priced(mug, region=region) == Money(2900, "EUR")
    assert priced(mug, region=region, groups=["trade"], quantity=6) == Money(2100, "EUR")


def test_the_newest_rate_that_has_begun_is_used() -> None:
    mug = a_variant()
    for days, rate in ((-2, "1.00"), (-1, "1.15"), (1, "2.00")):
        set_rate(base="EUR", currency="USD", rate=Decimal(rate), starts_at=NOON + days * DAY)

    assert priced(mug, currency="USD") == Money(2799, "USD")


@pytest.mark.parametrize("count", [1, 10, 100])
def test_a_snapshot_costs_three_queries(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    product, region, group = a_product(), a_region(), a_group(slug="trade")
    variants = [a_variant(product=product) for _ in range(count)]
    for whom in ({}, {"region": region}, {"region": region, "group": group}):
        made = a_price_list(**whom)
        for variant in variants:
            made.prices.create(variant=variant, amount=2000)

    with django_assert_num_queries(3):
        snapshot = selectors.price_snapshot(
            [variant.pk for variant in variants], currency="EUR", at=NOON, region=region, groups=["trade"]
        )
        for variant in variants:
            choose_price(Ask(variant.pk, "EUR", NOON, region=region.slug), snapshot)

    assert sum(len(rows) for rows in snapshot.rows.values()) == 3 * count


def test_a_customers_groups_are_known_and_a_strangers_are_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = a_user()
    join_group(group=a_group(slug="trade"), user=user)

    with django_assert_num_queries(1):
        assert selectors.groups_of(user) == {"trade"}
        assert selectors.groups_of(AnonymousUser()) == frozenset()


def test_a_country_tells_its_region() -> None:
    region = a_region("AT")

    assert selectors.region_of("AT") == region
    with pytest.raises(RegionNotFound, match="`FR`"):
        selectors.region_of("FR")
