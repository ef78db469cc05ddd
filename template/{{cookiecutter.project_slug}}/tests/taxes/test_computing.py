"""Net, tax and gross by hand: figures that somebody has checked with a pencil."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from shop.core.rounding import Halves, Rounding
from shop.taxes.computing import Rule, Taxed, TaxLine, compute
from shop.taxes.table import STANDARD, Rate

RATES: Mapping[str, Rate] = {
    STANDARD: Rate(Decimal(19), "VAT", "DE"),
    "books": Rate(Decimal(7), "VAT", "DE"),
    "gifts": Rate(Decimal(0), "VAT", "DE"),
}
THREE_PENCILS = [TaxLine("a", 13), TaxLine("b", 13), TaxLine("c", 13)]  # 2.47 cents of tax on each


def taxes(taxed: Taxed) -> list[int]:
    """The tax of each line."""
    return [line.tax for line in taxed.lines]


def test_tax_is_put_on_top_of_a_price_without_it() -> None:
    taxed = compute([TaxLine("mug", 2000)], RATES, Rule(included=False))

    assert (taxed.net, taxed.tax, taxed.gross) == (2000, 380, 2380)


def test_tax_is_found_in_a_price_with_it() -> None:
    taxed = compute([TaxLine("mug", 2400)], RATES, Rule(included=True))

    assert (taxed.net, taxed.tax, taxed.gross) == (2017, 383, 2400)


@pytest.mark.parametrize(
    ("rounding", "each"),
    [(Rounding.LINE, [2, 2, 2]), (Rounding.RATE, [3, 2, 2]), (Rounding.TOTAL, [3, 2, 2])],
)
def test_where_it_is_rounded_is_worth_a_cent(rounding: Rounding, each: list[int]) -> None:
    assert taxes(compute(THREE_PENCILS, RATES, Rule(included=False, rounding=rounding))) == each


def test_a_total_is_rounded_over_all_rates() -> None:
    lines = [TaxLine("mug", 13), TaxLine("novel", 14, category="books")]  # 2.47 and 0.98 cents of tax

    assert taxes(compute(lines, RATES, Rule(included=False, rounding=Rounding.RATE))) == [2, 1]
    assert taxes(compute(lines, RATES, Rule(included=False, rounding=Rounding.TOTAL))) == [2, 1]
    lines = [TaxLine("mug", 13), TaxLine("novel", 15, category="books")]  # 2.47 and 1.05
    assert taxes(compute(lines, RATES, Rule(included=False, rounding=Rounding.RATE))) == [2, 1]
    assert taxes(compute(lines, RATES, Rule(included=False, rounding=Rounding.TOTAL))) == [3, 1]


@pytest.mark.parametrize(("halves", "tax"), [(Halves.UP, 1), (Halves.EVEN, 0)])
def test_exact_halves_are_rounded_as_the_shop_says(halves: Halves, tax: int) -> None:
    rates = {STANDARD: Rate(Decimal(5), "VAT", "XX")}

    assert compute([TaxLine("pencil", 10)], rates, Rule(included=False, halves=halves)).tax == tax


def test_an_invoice_lists_the_rates_the_highest_first() -> None:
    lines = [TaxLine("novel", 1070, "books"), TaxLine("mug", 2380), TaxLine("atlas", 2140, "books")]

    taxed = compute(lines, RATES, Rule(included=True))

    assert [(str(sums.rate), sums.net, sums.tax, sums.gross) for sums in taxed.rates] == [
        ("VAT 19 %", 2000, 380, 2380),
        ("VAT 7 %", 3000, 210, 3210),
    ]
    assert [line.id for line in taxed.lines] == ["novel", "mug", "atlas"]


def test_a_line_explains_itself() -> None:
    (line,) = compute([TaxLine("mug", 2400)], RATES, Rule(included=True)).lines

    assert line.explain("EUR") == "€20.17 + VAT 19 % €3.83 = €24.00"


@pytest.mark.parametrize("rounding", Rounding)
def test_what_costs_nothing_bears_no_tax(rounding: Rounding) -> None:
    lines = [TaxLine("sample", 0), TaxLine("card", 100, "gifts")]

    assert taxes(compute(lines, RATES, Rule(included=False, rounding=rounding))) == [0, 0]
    assert compute([], RATES, Rule(included=True, rounding=rounding)).gross == 0


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [([TaxLine("a", 1), TaxLine("a", 2)], "an id of its own"), ([TaxLine("a", -1)], "nothing or more")],
)
def test_a_question_that_makes_no_sense_is_an_error(lines: list[TaxLine], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        compute(lines, RATES, Rule(included=True))
