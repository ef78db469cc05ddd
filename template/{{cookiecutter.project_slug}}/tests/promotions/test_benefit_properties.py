"""What holds for every benefit and every basket."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shop.core.rounding import Halves
from shop.promotions.basket import Line
from shop.promotions.benefits import AmountOff, Benefit, BuyGet, FixedPrice, FreeShipping, Left, Percent
from tests.promotions.builders import mugs

percents = st.sampled_from([Decimal(text) for text in ("0", "5", "12.5", "33.33", "50", "100")])
benefits: st.SearchStrategy[Benefit] = st.one_of(
    st.builds(Percent, percents),
    st.builds(AmountOff, st.integers(0, 10**5)),
    st.builds(FixedPrice, st.integers(0, 2000)),
    st.builds(BuyGet, st.integers(1, 4), st.integers(1, 3), percents),
    st.just(FreeShipping()),
)
halves = st.sampled_from(Halves)
bodies = st.tuples(st.integers(1, 9), st.sampled_from([0, 1, 9, 10, 333, 999, 10**6]))


@st.composite
def lefts(draw: st.DrawFn) -> list[Left]:
    """Lines of which others have taken something already."""
    lines = [mugs(*body, id=f"line-{n}") for n, body in enumerate(draw(st.lists(bodies, max_size=6)))]
    return [Left(line, draw(st.integers(0, line.amount))) for line in lines]


@given(benefits, lefts(), halves)
def test_a_discount_is_never_above_what_is_left_of_the_line(
    benefit: Benefit, lines: list[Left], halves: Halves
) -> None:
    taken = benefit.reduce(lines, halves)

    assert all(0 <= taken.get(left.line.id, 0) <= left.amount for left in lines)
    assert taken.keys() <= {left.line.id for left in lines}


@given(percents, st.integers(0, 10**5), lefts(), halves)
def test_what_is_spread_is_all_there(
    percent: Decimal, amount: int, lines: list[Left], halves: Halves
) -> None:
    total = sum(left.amount for left in lines)

    assert sum(AmountOff(amount).reduce(lines, halves).values()) == min(amount, total)
    off = sum(Percent(percent).reduce(lines, halves).values())
    assert abs(off - total * percent / 100) <= Decimal("0.5")


@given(benefits, st.lists(bodies, max_size=5), st.integers(2, 9), st.sampled_from([9, 10, 333]), st.data())
def test_a_line_that_is_divided_has_the_same_discount(
    benefit: Benefit, others: list[tuple[int, int]], quantity: int, price: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, quantity - 1))
    rest = [mugs(*body, id=f"line-{n}") for n, body in enumerate(others)]
    whole = [mugs(quantity, price, id="whole"), *rest]
    parts = [mugs(first, price, id="a"), mugs(quantity - first, price, id="z"), *rest]

    if isinstance(benefit, BuyGet) and benefit.percent != 100:
        assert abs(off(benefit, parts) - off(benefit, whole)) <= 1  # each line's part of a unit is rounded
    else:
        assert off(benefit, parts) == off(benefit, whole)


def off(benefit: Benefit, lines: list[Line]) -> int:
    """What is taken off all lines, of which nobody has taken anything before."""
    ordered = sorted(lines, key=lambda line: line.id)
    return sum(benefit.reduce([Left(line, line.amount) for line in ordered], Halves.UP).values())
