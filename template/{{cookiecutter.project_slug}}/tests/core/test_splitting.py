"""Splitting amounts: nothing is created and nothing is lost, in whichever currency."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.core.money import Money
from shop.core.rounding import Halves, whole
from shop.core.splitting import settle, split

amounts = st.integers(min_value=-(10**12), max_value=10**12)
weights = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=30).filter(any)
exact_amounts = st.builds(
    Fraction, st.integers(min_value=0, max_value=10**9), st.sampled_from([1, 2, 3, 1000])
)
fractions = st.lists(exact_amounts, max_size=12)


@pytest.mark.parametrize(
    ("amount", "by", "shares"),
    [
        (1000, [1, 1, 1], [334, 333, 333]),
        (-1000, [1, 1, 1], [-334, -333, -333]),
        (100, [2, 1], [67, 33]),
        (5, [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0]),
        (1, [1, 0, 3], [0, 0, 1]),
        (0, [1, 2], [0, 0]),
    ],
)
def test_who_lost_most_by_rounding_down_gets_what_is_left(
    amount: int, by: list[int], shares: list[int]
) -> None:
    assert split(amount, by) == shares


@pytest.mark.parametrize("by", [[], [0], [0, 0], [2, -1]])
def test_weights_that_divide_nothing_are_refused(by: list[int]) -> None:
    with pytest.raises(ValueError, match="Weights are 0 or more, and one at least is above 0"):
        split(100, by)


@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD"])
def test_money_of_any_number_of_decimals_is_split_whole(currency: str) -> None:
    shares = Money.of(100, currency).split([3, 2, 2])

    assert sum(shares, start=Money(0, currency)) == Money.of(100, currency)
    assert {share.currency for share in shares} == {currency}


@given(amounts, weights)
def test_the_shares_add_up(amount: int, by: list[int]) -> None:
    assert sum(split(amount, by)) == amount


@given(amounts, weights)
def test_no_share_is_a_whole_unit_from_what_is_fair(amount: int, by: list[int]) -> None:
    for share, weight in zip(split(amount, by), by, strict=True):
        assert abs(share - Fraction(amount * weight, sum(by))) < 1


@given(amounts, weights)
def test_who_weighs_nothing_gets_nothing(amount: int, by: list[int]) -> None:
    shares = split(amount, [*by, 0])

    assert shares == [*split(amount, by), 0]


@given(amounts, weights)
def test_taking_back_leaves_nothing_behind(amount: int, by: list[int]) -> None:
    assert split(-amount, by) == [-share for share in split(amount, by)]


@given(fractions, st.sampled_from(Halves))
def test_what_is_rounded_together_adds_up_to_the_rounded_sum(exact: list[Fraction], halves: Halves) -> None:
    settled = settle(exact, halves)

    assert sum(settled) == whole(sum(exact, start=Fraction(0)), halves)
    assert all(abs(given - wanted) < 1 for given, wanted in zip(settled, exact, strict=True))


def test_what_rounds_to_nothing_alone_is_something_together() -> None:
    thirds = [Fraction("0.4")] * 3

    assert [whole(third) for third in thirds] == [0, 0, 0]
    assert settle(thirds) == [1, 0, 0]
