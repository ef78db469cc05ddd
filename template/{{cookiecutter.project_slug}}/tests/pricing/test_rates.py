"""Rates, and amounts that look like prices."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.core.errors import ShopError
from shop.core.money import Money
from shop.pricing.converting import Ending, converted, like_a_price
from shop.pricing.errors import WrongRate, WrongShape
from shop.pricing.models import ExchangeRate
from shop.pricing.services.rates import set_rate
from tests.pricing.builders import DAY, NOON

endings = st.integers(min_value=1, max_value=1000).flatmap(
    lambda step: st.builds(Ending, st.just(step), st.integers(min_value=0, max_value=step - 1))
)
exact_amounts = st.builds(Fraction, st.integers(min_value=0, max_value=10**8), st.sampled_from([1, 3, 100]))


@pytest.mark.parametrize(
    ("price", "currency", "rate", "exact"),
    [
        (Money(2400, "EUR"), "USD", "1.15", Fraction(2760)),
        (Money(2400, "EUR"), "JPY", "165", Fraction(3960)),
        (Money(2400, "EUR"), "KWD", "0.35", Fraction(8400)),
        (Money(3960, "JPY"), "EUR", "0.0061", Fraction("2415.6")),
        (Money(8400, "KWD"), "JPY", "471", Fraction("3956.4")),
    ],
)
def test_an_amount_is_converted_exactly_whatever_decimals_a_currency_has(
    price: Money, currency: str, rate: str, exact: Fraction
) -> None:
    assert converted(price, currency, Fraction(rate)) == exact


@pytest.mark.parametrize(
    ("exact", "ending", "price"),
    [
        (2760, Ending(100, 1), 2799),
        (2740, Ending(100, 1), 2699),
        (3960, Ending(100, 20), 3980),
        (8400, Ending(250), 8500),
        (3, Ending(100, 1), 99),
        (0, Ending(100, 1), 0),
        ("2415.6", Ending(), 2416),
    ],
)
def test_a_converted_amount_looks_like_a_price(exact: int | str, ending: Ending, price: int) -> None:
    assert like_a_price(Fraction(exact), ending) == price


@given(exact_amounts, endings)
def test_a_price_ends_as_prices_do_and_is_near_what_it_was(exact: Fraction, ending: Ending) -> None:
    price = like_a_price(exact, ending)

    assert price == 0 if exact == 0 else (price + ending.less) % ending.step == 0
    assert abs(price - exact) <= ending.step
    assert (price > 0) == (exact > 0)


@given(exact_amounts, exact_amounts, endings)
def test_what_costs_more_here_does_not_cost_less_there(
    one: Fraction, other: Fraction, ending: Ending
) -> None:
    low, high = sorted([one, other])

    assert like_a_price(low, ending) <= like_a_price(high, ending)


@pytest.mark.parametrize(("step", "less"), [(100, 100), (100, -1), (0, 0)])
def test_an_ending_that_could_make_a_price_of_nothing_is_refused(step: int, less: int) -> None:
    with pytest.raises(ValueError, match="takes less than its step"):
        Ending(step, less)


def rate(value: str = "1.15", base: str = "EUR", currency: str = "USD", at: datetime = NOON) -> ExchangeRate:
    """Write a rate."""
    return set_rate(base=base, currency=currency, rate=Decimal(value), starts_at=at)


@pytest.mark.django_db
def test_a_new_rate_leaves_the_old_one_as_it_was() -> None:
    rate()
    rate("1.1200", at=NOON + DAY)

    assert [str(told) for told in ExchangeRate.objects.all()] == ["1 EUR = 1.12 USD", "1 EUR = 1.15 USD"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (("0",), WrongRate),
        (("-1",), WrongRate),
        (("1", "EUR", "EUR"), WrongRate),
        (("1.20",), WrongRate),
        (("1.15", "eur"), WrongShape),
    ],
)
def test_what_cannot_be_a_rate_is_refused(told: tuple[str, ...], refusal: type[ShopError]) -> None:
    rate()

    with pytest.raises(refusal):
        rate(*told)  # type: ignore[arg-type]

    assert ExchangeRate.objects.count() == 1
