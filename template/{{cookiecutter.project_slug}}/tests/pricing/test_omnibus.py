"""The lowest price of the 30 days before a reduction, from prices that came and went."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.pricing.omnibus import Change, Span, list_spans, lowest_before, own_spans, paid_at
from tests.pricing.builders import DAY, NOON

days = st.integers(min_value=-40, max_value=5)
spans = st.builds(
    lambda amount, starts, length, own, offer: Span(
        amount, day(starts), day(starts + length) if length else None, own=own, offer=offer and not own
    ),
    amount=st.integers(min_value=1, max_value=99),
    starts=days,
    length=st.none() | st.integers(min_value=1, max_value=20),
    own=st.booleans(),
    offer=st.booleans(),
)


def day(number: int) -> datetime:
    """So many days after noon of the first of March, or before it."""
    return NOON + number * DAY


@pytest.mark.parametrize(
    ("known", "lowest"),
    [
        ([], None),
        ([Span(2400, day(-90))], 2400),
        ([Span(2400, day(-90), own=True), Span(2000, day(-20), day(-15), offer=True)], 2000),
        ([Span(2400, day(-90), own=True), Span(2000, day(-40), day(-30), offer=True)], 2400),
        ([Span(2400, day(-90), own=True), Span(2000, day(-40), day(-29), offer=True)], 2000),
        ([Span(2400, day(-90), own=True), Span(1900, day(0), offer=True)], 2400),
        ([Span(2400, day(-90), own=True), Span(2900, day(-90))], 2900),
        ([Span(2400, day(-90), own=True), Span(2900, day(-90), offer=True)], 2400),
        ([Span(2400, day(-10))], 2400),
    ],
    ids=["nothing", "one", "sale", "too-early", "its-last-day", "itself", "list", "no-offer", "new"],
)
def test_a_reduction_names_the_lowest_price_before_it(known: list[Span], lowest: int | None) -> None:
    assert lowest_before(known, day(0)) == lowest


@given(st.lists(spans, max_size=6))
def test_it_is_what_a_visit_on_each_of_these_days_would_find(known: list[Span]) -> None:
    visits = [paid_at(known, day(number)) for number in range(-30, 0)]

    assert lowest_before(known, day(0)) == min((paid for paid in visits if paid is not None), default=None)


def test_a_list_has_a_price_while_it_applies_and_until_the_next() -> None:
    changes = [Change(day(-9), None, 2400), Change(day(-5), 2400, 2200), Change(day(-3), 2200, None)]

    assert list_spans(changes, day(-7), day(-4)) == [
        Span(2400, day(-7), day(-5)),
        Span(2200, day(-5), day(-4)),
    ]


def test_what_was_written_after_a_list_ended_never_applied() -> None:
    assert list_spans([Change(day(-3), None, 2400)], day(-9), day(-4)) == []


def test_an_own_price_is_what_it_was_before_its_first_change() -> None:
    changes = [Change(day(-5), 2400, 2200)]

    assert own_spans(changes, day(-9), 2200) == [
        Span(2400, day(-9), day(-5), own=True),
        Span(2200, day(-5), own=True),
    ]
    assert own_spans([], day(-9), 2400) == [Span(2400, day(-9), own=True)]
    assert own_spans([], day(-9), None) == []


def test_a_moment_belongs_to_what_begins_in_it() -> None:
    known = [Span(2400, day(-2), day(-1)), Span(2200, day(-1))]

    assert paid_at(known, day(-1)) == 2200
    assert paid_at(known, day(-1) - timedelta(microseconds=1)) == 2400
