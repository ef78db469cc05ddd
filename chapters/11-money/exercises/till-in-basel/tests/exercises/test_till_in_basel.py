"""A till that is right to the coin."""

from importlib import import_module
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shop.core.money import Money

COINS = {"CHF": 5, "DKK": 50, "NOK": 100, "SEK": 100, "EUR": 1, "KWD": 1}

totals = st.builds(Money, st.integers(min_value=-(10**9), max_value=10**9), st.sampled_from(sorted(COINS)))


def cash(total: Money) -> Any:
    """Pay with the function that this exercise asks for."""
    return import_module("shop.core.cash").pay_in_cash(total)


def test_cash_is_paid_in_the_coins_that_exist() -> None:
    totals_and_dues = [
        (Money(1997, "CHF"), Money(1995, "CHF")),
        (Money(1998, "CHF"), Money(2000, "CHF")),
        (Money(1925, "DKK"), Money(1950, "DKK")),
        (Money(1949, "SEK"), Money(1900, "SEK")),
        (Money(1950, "NOK"), Money(2000, "NOK")),
    ]

    assert [cash(total).due for total, _ in totals_and_dues] == [due for _, due in totals_and_dues]


def test_where_every_unit_has_a_coin_nothing_is_rounded() -> None:
    for currency in ("EUR", "JPY", "KWD"):
        paid = cash(Money(1997, currency))

        assert (paid.due, paid.rounding) == (Money(1997, currency), Money(0, currency))


@given(totals)
def test_a_refund_gives_back_what_the_sale_took(total: Money) -> None:
    assert cash(-total).due == -cash(total).due


@given(totals)
def test_the_rounding_is_what_lies_between(total: Money) -> None:
    paid, coin = cash(total), COINS[total.currency]

    assert paid.due == total + paid.rounding
    assert paid.due.amount % coin == 0
    assert 2 * abs(paid.rounding.amount) <= coin
