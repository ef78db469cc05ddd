"""What prices are like in a country."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.core.money import Money
from shop.pricing.services.rates import set_rate
from shop.taxes.markets import Market, market_of
from tests.pricing.builders import DAY, NOON, a_region
from tests.taxes.builders import a_rate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def german(settings: Any) -> None:
    """A German shop whose prices have tax in them."""
    settings.SHOP_COUNTRY, settings.SHOP_PRICES_INCLUDE_TAX = "DE", True


def facts(market: Market) -> tuple[str, bool, str]:
    """In which currency, with the tax or without, and which."""
    return market.currency, market.included, market.tax


def test_a_region_says_what_is_asked_in_its_countries() -> None:
    us = a_region("US", currency="USD", prices_include_tax=False)

    assert facts(market_of("US")) == ("USD", False, "")
    assert market_of("US").region == us


def test_the_shops_own_country_has_its_regions_prices_too() -> None:
    home = a_region("DE", "AT", prices_include_tax=False)

    assert market_of() == market_of("DE")
    assert (market_of().region, market_of().included) == (home, False)


def test_where_there_are_no_regions_the_shops_own_choices_hold() -> None:
    a_rate("19", name="MwSt.")

    assert facts(market_of()) == ("EUR", True, "MwSt.")
    assert market_of().region_slug is None


def test_the_tax_has_the_name_that_it_has_there() -> None:
    a_region("DE", "FR")
    a_rate("19", name="MwSt.")
    a_rate("20", name="TVA", country="FR")

    assert [market_of(country).tax for country in ("DE", "FR", "IT")] == ["MwSt.", "TVA", ""]


def test_a_rate_that_has_lapsed_is_no_tax() -> None:
    a_rate("19", valid_until=NOON.date())

    assert market_of().tax == ""


def test_prices_are_converted_at_the_rates_of_its_currency() -> None:
    a_region("JP", currency="JPY")
    set_rate(base="EUR", currency="JPY", rate=Decimal(165), starts_at=NOON - DAY)

    assert market_of("JP").rates["EUR"].rate == 165
    assert market_of("DE").rates == {}
    assert Money(1, market_of("JP").currency) == Money(1, "JPY")


def test_it_costs_three_queries_and_then_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_region("DE")

    with django_assert_num_queries(3):
        first = market_of()
    with django_assert_num_queries(0):
        again = market_of("DE")

    assert first == again
