"""A list is followed by another, at one moment and as a whole."""

from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest

from shop.catalog.errors import SlugTaken
from shop.pricing.choosing import Ask, choose_price
from shop.pricing.models import Kind, PriceList
from shop.pricing.selectors import price_snapshot
from tests.builders import a_variant
from tests.pricing.builders import DAY, NOON, a_group, a_price_list, a_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def endings(settings: Any) -> None:
    """Prices in euros end in 90 cents, whatever this shop has chosen."""
    settings.SHOP_PRICE_ENDINGS = {"EUR": {"step": 100, "less": 10}}


@pytest.fixture
def this_year() -> PriceList:
    """A standing list for one group in one region, with a mug: one for 24 euros, from six on for 20."""
    made = a_price_list(kind=Kind.STANDING, ends_at=None, region=a_region(), group=a_group(slug="trade"))
    mug = a_variant(sku="MUG")
    made.prices.create(variant=mug, amount=2390)
    made.prices.create(variant=mug, amount=1990, min_quantity=6)
    return made


def renew(price_list: PriceList, **told: Any) -> Any:
    """Follow a list with the verb that this exercise asks for."""
    told = {"slug": "next-year", "name": "Next year", "starts_at": NOON + DAY, "percent": 10} | told
    return import_module("shop.pricing.services.renewing").renew_price_list(price_list=price_list, **told)


def test_one_list_ends_in_the_moment_in_which_the_other_begins(this_year: PriceList) -> None:
    renewed = renew(this_year)

    this_year.refresh_from_db()
    assert (this_year.ends_at, renewed.starts_at, renewed.ends_at) == (NOON + DAY, NOON + DAY, None)


def test_each_price_rises_and_still_looks_like_a_price(this_year: PriceList) -> None:
    renewed = renew(this_year, percent=Fraction("7.5"))

    assert [str(price) for price in renewed.prices.all()] == [
        "MUG from 1 on: €25.90",
        "MUG from 6 on: €20.90",
    ]


def test_it_is_for_the_same_people(this_year: PriceList) -> None:
    renewed = renew(this_year)

    for name in ("currency", "region", "group", "kind"):
        assert getattr(renewed, name) == getattr(this_year, name)


def test_shoppers_pay_it_from_that_moment_on(this_year: PriceList) -> None:
    renew(this_year)

    paid = []
    mug, region = this_year.prices.all()[0].variant, this_year.region
    assert region is not None
    for at in (NOON, NOON + DAY):
        read = price_snapshot([mug.pk], currency="EUR", at=at, region=region, groups=["trade"])
        ask = Ask(mug.pk, "EUR", at, 6, region.slug, frozenset({"trade"}))
        paid.append(choose_price(ask, read).amount)
    assert paid == [1990, 2190]


def test_what_is_refused_leaves_everything_as_it_was(this_year: PriceList) -> None:
    a_price_list(slug="taken")

    with pytest.raises(SlugTaken):
        renew(this_year, slug="taken")

    this_year.refresh_from_db()
    assert this_year.ends_at is None
    assert PriceList.objects.count() == 2
