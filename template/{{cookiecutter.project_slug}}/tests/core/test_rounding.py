"""Rounding to whole minor units: once, and the same way above and below zero."""

from fractions import Fraction

import pytest

from shop.core.rounding import Halves, Rounding, whole


@pytest.mark.parametrize(
    ("exact", "up", "even"),
    [("0.4", 0, 0), ("0.5", 1, 0), ("1.5", 2, 2), ("2.5", 3, 2), ("2.51", 3, 3), ("7", 7, 7)],
)
def test_an_amount_goes_to_the_nearest_unit_and_a_half_where_the_shop_says(
    exact: str, up: int, even: int
) -> None:
    assert whole(Fraction(exact), Halves.UP) == up
    assert whole(Fraction(exact), Halves.EVEN) == even


@pytest.mark.parametrize("halves", Halves)
@pytest.mark.parametrize("exact", ["0.4", "0.5", "1.5", "2.5", "2.51"])
def test_what_is_taken_back_mirrors_what_was_given(exact: str, halves: Halves) -> None:
    assert whole(-Fraction(exact), halves) == -whole(Fraction(exact), halves)


def test_a_half_goes_up_unless_somebody_says_otherwise() -> None:
    assert whole(Fraction(1, 2)) == 1


def test_an_amount_is_exact_until_it_is_rounded() -> None:
    # As a float, 1.005 lies a little below itself, and half a cent goes missing.
    assert round(1.005 * 100) == 100
    assert whole(Fraction("1.005") * 100) == 101


def test_the_words_that_a_shop_may_choose_are_these() -> None:
    assert [mode.value for mode in Rounding] == ["line", "rate", "total"]
    assert [way.value for way in Halves] == ["up", "even"]


def test_a_word_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'lines' is not a valid Rounding"):
        Rounding("lines")
