"""What holds for all lines, all rates and all ways of rounding: hypothesis looks for one that breaks it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from shop.core.money import Money, exponent
from shop.core.rounding import Halves, Rounding
from shop.taxes.computing import LineTax, Rule, TaxLine, compute, exact_tax
from shop.taxes.table import Rate

RATES: Mapping[str, Rate] = {
    str(percent): Rate(Decimal(percent), "VAT", "XX") for percent in ("0", "5.5", "7", "8.875", "19", "25.5")
}
# Without decimals, with two, with three: what a thousand is worth depends on it, and the arithmetic does not.
CURRENCIES = st.sampled_from(["JPY", "EUR", "KWD"])

amounts = st.one_of(st.integers(0, 60), st.integers(0, 10**9))
bodies = st.lists(st.tuples(amounts, st.sampled_from(list(RATES))), max_size=12)
carts = bodies.map(lambda told: [TaxLine(f"line-{n}", *line) for n, line in enumerate(told)])
rules = st.builds(Rule, st.booleans(), st.sampled_from(Rounding), st.sampled_from(Halves))


@given(carts, rules, CURRENCIES)
def test_net_and_tax_are_gross_and_nothing_is_created_or_lost(
    lines: list[TaxLine], rule: Rule, currency: str
) -> None:
    taxed = compute(lines, RATES, rule)

    net, tax, gross = (Money(amount, currency) for amount in (taxed.net, taxed.tax, taxed.gross))
    given_amount = Money(sum(line.amount for line in lines), currency)
    assert net + tax == gross
    assert (gross if rule.included else net) == given_amount
    assert net.decimal + tax.decimal == gross.decimal.quantize(Decimal(1).scaleb(-exponent(currency)))
    for line, given_line in zip(taxed.lines, lines, strict=True):
        assert line.net + line.tax == line.gross
        assert (line.gross if rule.included else line.net) == given_line.amount
        assert line.net >= 0
        assert line.tax >= 0


@given(carts, rules)
def test_the_sums_by_rate_are_the_sums_of_the_lines(lines: list[TaxLine], rule: Rule) -> None:
    taxed = compute(lines, RATES, rule)

    assert sum(sums.net for sums in taxed.rates) == taxed.net
    assert sum(sums.tax for sums in taxed.rates) == taxed.tax
    assert len({sums.rate for sums in taxed.rates}) == len(taxed.rates)


# Odd cents are at stake between equals, so this one looks at carts full of equals.
pencils = st.lists(st.sampled_from([9, 13]), min_size=2, max_size=6).map(
    lambda told: [TaxLine(f"line-{n}", amount, "19") for n, amount in enumerate(told)]
)


@given(pencils | carts, rules, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines: list[TaxLine], rule: Rule, random: Random) -> None:
    shuffled = random.sample(lines, len(lines))

    assert by_id(compute(shuffled, RATES, rule).lines) == by_id(compute(lines, RATES, rule).lines)
    assert compute(shuffled, RATES, rule).rates == compute(lines, RATES, rule).rates


@given(carts, rules)
def test_a_sum_that_is_rounded_once_is_off_by_half_a_unit_at_most(lines: list[TaxLine], rule: Rule) -> None:
    taxed = compute(lines, RATES, rule)
    exact = {line.id: exact_tax(line.amount, RATES[line.category], rule.included) for line in lines}

    half = Fraction(1, 2)
    match rule.rounding:
        case Rounding.LINE:
            assert all(abs(line.tax - exact[line.id]) <= half for line in taxed.lines)
        case Rounding.RATE:
            for sums in taxed.rates:
                due = [exact[line.id] for line in taxed.lines if line.rate == sums.rate]
                assert abs(sums.tax - sum(due, start=Fraction())) <= half
        case Rounding.TOTAL:
            assert abs(taxed.tax - sum(exact.values(), start=Fraction())) <= half


@given(carts, rules, st.data())
def test_a_line_that_is_divided_bears_the_same_tax_unless_each_line_is_rounded(
    lines: list[TaxLine], rule: Rule, data: st.DataObject
) -> None:
    lines = [TaxLine("whole", data.draw(amounts), data.draw(st.sampled_from(list(RATES)))), *lines]
    whole, rest = lines[0], lines[1:]
    part = data.draw(st.integers(0, whole.amount))
    parts = [TaxLine("first", part, whole.category), TaxLine("second", whole.amount - part, whole.category)]

    once, twice = compute(lines, RATES, rule), compute([*parts, *rest], RATES, rule)

    if rule.rounding is Rounding.LINE:
        assert abs(twice.tax - once.tax) <= 1
    else:
        assert twice.tax == once.tax
    if rule.rounding is Rounding.RATE:
        assert twice.rates == once.rates


def by_id(lines: tuple[LineTax, ...]) -> dict[str, LineTax]:
    """Lines by their name."""
    return {line.id: line for line in lines}
