"""What variants bring along is what is read for them otherwise: one truth, two ways to it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from shop.catalog.models import Variant
from shop.core.money import Money
from shop.pricing.alongside import Whose, prior_of, rows_of, with_prices
from shop.pricing.choosing import Ask, Snapshot, UnitPrice, choose_price
from shop.pricing.models import Kind, Region
from shop.pricing.prior import prior_prices
from shop.pricing.selectors import price_snapshot
from shop.pricing.services.history import import_prices
from tests.builders import a_variant
from tests.pricing.builders import DAY, NOON, a_group, a_list_price, a_price_list, a_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def brought(variant: Variant, region: Region | None = None, **told: Any) -> Variant:
    """The variant with its prices, as a list of products reads it."""
    whose = Whose("EUR", NOON, region, **told)
    return with_prices(Variant.objects.all(), whose).get(pk=variant.pk)


def paid(variant: Variant, region: Region | None = None) -> UnitPrice:
    """What one costs at noon, of what came along."""
    snapshot = Snapshot({variant.pk: rows_of(variant)}, {variant.pk: variant.price})
    return choose_price(Ask(variant.pk, "EUR", NOON, region=region.slug if region else None), snapshot)


def a_sale(variant: Variant, region: Region) -> None:
    """A jug that cost 72 euros, 65 for five days last month, and 57.50 since it is on sale."""
    retail = a_price_list(region=region, kind=Kind.STANDING, starts_at=NOON - 90 * DAY, ends_at=None)
    sale = a_price_list(region=region, slug="sale", starts_at=NOON - 14 * DAY)
    past = {NOON - 90 * DAY: 7200, NOON - 25 * DAY: 6500, NOON - 20 * DAY: 7200}
    was = {at: Money(amount, "EUR") for at, amount in past.items()}
    import_prices(price_list=retail, variant=variant, amounts=was)
    import_prices(price_list=sale, variant=variant, amounts={NOON - 14 * DAY: Money(5750, "EUR")})


def test_a_sale_brings_the_lowest_price_before_it() -> None:
    jug, region = a_variant(), a_region()
    a_sale(jug, region)

    shown = brought(jug, region)

    assert paid(shown, region).money == Money(5750, "EUR")
    assert prior_of(shown, paid(shown, region)) == Money(6500, "EUR")
    assert prior_prices([jug.pk], region=region, at=NOON) == {jug.pk: Money(6500, "EUR")}


def test_what_is_in_no_sale_brings_no_past() -> None:
    mug, region = a_variant(), a_region()
    a_list_price(mug, 2000, region=region, kind=Kind.STANDING)

    shown = brought(mug, region)

    assert shown.past == []  # type: ignore[attr-defined]
    assert prior_of(shown, paid(shown, region)) is None


def test_a_sale_that_is_dearer_than_the_usual_price_is_not_announced() -> None:
    mug, region = a_variant(), a_region()
    a_list_price(mug, 9900, region=region)

    shown = brought(mug, region)

    assert paid(shown, region).money == Money(2400, "EUR")
    assert prior_of(shown, paid(shown, region)) is None


def test_prices_for_others_do_not_come_along() -> None:
    mug = a_variant()
    a_list_price(mug, 1, region=a_region())
    a_list_price(mug, 2, group=a_group(slug="trade"))
    a_list_price(mug, 3, currency="USD")
    a_list_price(mug, 4, starts_at=NOON + DAY / 2)

    assert rows_of(brought(mug)) == []
    assert [row.amount for row in rows_of(brought(mug, groups=frozenset({"trade"})))] == [2]


@pytest.mark.parametrize("variants", [1, 20])
def test_it_costs_the_query_of_the_variants(
    variants: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region = a_region()
    for _ in range(variants):
        a_sale(a_variant(), region) if variants == 1 else a_list_price(a_variant(), 100, region=region)

    with django_assert_num_queries(1):
        shown = list(with_prices(Variant.objects.all(), Whose("EUR", NOON, region)))
        prices = [prior_of(variant, paid(variant, region)) for variant in shown]

    assert len(prices) == variants


class EitherWay(TestCase):
    """Columns and snapshot, for lists of all kinds."""

    @given(
        lists=st.lists(
            st.fixed_dictionaries(
                {
                    "amount": st.integers(0, 4000),
                    "min_quantity": st.integers(1, 3),
                    "here": st.booleans(),
                    "starts_at": st.integers(-3, 3).map(lambda days: NOON + days * DAY),
                }
            ),
            max_size=4,
        )
    )
    def test_both_ways_find_the_same_rows(self, lists: list[dict[str, Any]]) -> None:
        mug, region = a_variant(), a_region()
        for told in lists:
            a_list_price(
                mug,
                told["amount"],
                min_quantity=told["min_quantity"],
                region=region if told["here"] else None,
                starts_at=told["starts_at"],
                ends_at=told["starts_at"] + 2 * DAY,
            )

        snapshot = price_snapshot([mug.pk], currency="EUR", at=NOON, region=region)

        assert rows_of(brought(mug, region)) == snapshot.rows.get(mug.pk, [])
