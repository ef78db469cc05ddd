"""Three places to round an invoice at: they differ by cents, and within each everything adds up."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.core.lines import round_lines
from shop.core.rounding import Halves, Rounding, whole

# What three lines at 20 percent and one at 10 come to, in cents.
TAXES = [Fraction("0.4")] * 3 + [Fraction("0.3")]
RATES = [20, 20, 20, 10]

exact_amounts = st.builds(
    Fraction, st.integers(min_value=0, max_value=10**9), st.sampled_from([1, 2, 3, 1000])
)
lines = st.lists(st.tuples(exact_amounts, st.sampled_from([0, 7, 19])), max_size=12)


def sums(amounts: Sequence[Fraction | int], rates: Sequence[int]) -> dict[int, Fraction | int]:
    """The sum of each rate."""
    found: dict[int, Fraction | int] = defaultdict(Fraction)
    for amount, rate in zip(amounts, rates, strict=True):
        found[rate] += amount
    return found


@pytest.mark.parametrize(
    ("rounding", "taxes"),
    [(Rounding.LINE, [0, 0, 0, 0]), (Rounding.RATE, [1, 0, 0, 0]), (Rounding.TOTAL, [1, 1, 0, 0])],
)
def test_one_invoice_has_three_totals(rounding: Rounding, taxes: list[int]) -> None:
    assert round_lines(TAXES, RATES, rounding) == taxes


@given(lines, st.sampled_from(Halves))
def test_by_line_each_line_is_rounded_alone(given_lines: list[tuple[Fraction, int]], halves: Halves) -> None:
    exact, rates = [amount for amount, _ in given_lines], [rate for _, rate in given_lines]

    assert round_lines(exact, rates, Rounding.LINE, halves) == [whole(amount, halves) for amount in exact]


@given(lines, st.sampled_from(Halves))
def test_by_rate_the_lines_of_a_rate_add_up_to_its_rounded_sum(
    given_lines: list[tuple[Fraction, int]], halves: Halves
) -> None:
    exact, rates = [amount for amount, _ in given_lines], [rate for _, rate in given_lines]

    rounded = sums(round_lines(exact, rates, Rounding.RATE, halves), rates)

    assert rounded == {rate: whole(Fraction(due), halves) for rate, due in sums(exact, rates).items()}


@given(lines, st.sampled_from(Halves))
def test_by_total_all_lines_add_up_to_the_rounded_total(
    given_lines: list[tuple[Fraction, int]], halves: Halves
) -> None:
    exact, rates = [amount for amount, _ in given_lines], [rate for _, rate in given_lines]

    rounded = round_lines(exact, rates, Rounding.TOTAL, halves)

    assert sum(rounded) == whole(sum(exact, start=Fraction(0)), halves)


@given(lines, st.sampled_from(Rounding), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_no_sum(
    given_lines: list[tuple[Fraction, int]], rounding: Rounding, luck: Random
) -> None:
    mixed = list(given_lines)
    luck.shuffle(mixed)

    first, second = (
        sum(round_lines([amount for amount, _ in some], [rate for _, rate in some], rounding))
        for some in (given_lines, mixed)
    )

    assert first == second
