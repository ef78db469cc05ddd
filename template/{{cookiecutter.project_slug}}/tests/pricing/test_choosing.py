"""The precedence of prices: a pure function, tried with examples, and with properties that hold for all."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.core.money import Money
from shop.pricing.choosing import Ask, PriceRow, Rate, Snapshot, Source, choose_price, counts
from shop.pricing.converting import Ending
from shop.pricing.errors import NoPrice
from tests.pricing.builders import DAY, NOON

ASK = Ask(variant=1, currency="EUR", at=NOON, region="eu", groups=frozenset({"trade"}))
ROW = PriceRow("retail", 2400, "EUR", NOON - DAY)
OWN = {1: Money(2600, "EUR")}

moments = st.integers(min_value=-3, max_value=3).map(lambda days: NOON + days * DAY)
rows = st.builds(
    PriceRow,
    price_list=st.sampled_from(["retail", "sale", "trade"]),
    amount=st.integers(min_value=2550, max_value=2650),
    currency=st.sampled_from(["EUR", "USD"]),
    starts_at=moments,
    ends_at=st.none() | moments,
    min_quantity=st.integers(min_value=1, max_value=4),
    region=st.sampled_from([None, "eu", "us"]),
    group=st.sampled_from([None, "trade", "staff"]),
    is_sale=st.booleans(),
)
many_rows = st.lists(rows, max_size=8)
asks = st.builds(
    Ask,
    variant=st.just(1),
    currency=st.just("EUR"),
    at=moments,
    quantity=st.integers(min_value=1, max_value=4),
    region=st.sampled_from([None, "eu", "us"]),
    groups=st.frozensets(st.sampled_from(["trade", "staff"])),
)


def paid(ask: Ask, *found: PriceRow) -> int:
    """What is paid where these rows are all that was read, and the variant's own price is 26 euros."""
    return choose_price(ask, Snapshot(rows={1: found}, own=OWN)).amount


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, currency="USD"),
        replace(ROW, starts_at=NOON + timedelta(seconds=1)),
        replace(ROW, ends_at=NOON),
        replace(ROW, region="us"),
        replace(ROW, group="staff"),
        replace(ROW, min_quantity=2),
    ],
)
def test_a_price_that_is_not_for_this_shopper_does_not_count(row: PriceRow) -> None:
    assert paid(ASK, row) == 2600


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, starts_at=NOON),
        replace(ROW, ends_at=NOON + timedelta(seconds=1)),
        replace(ROW, region="eu"),
        replace(ROW, group="trade"),
    ],
)
def test_a_price_that_is_for_this_shopper_counts(row: PriceRow) -> None:
    assert paid(ASK, row) == 2400


def test_of_the_prices_that_count_the_lowest_is_paid() -> None:
    assert paid(ASK, ROW, replace(ROW, price_list="sale", amount=1900), replace(ROW, amount=2000)) == 1900


def test_a_standing_list_may_ask_for_more_than_the_variants_own_price() -> None:
    assert paid(ASK, replace(ROW, region="eu", amount=2900)) == 2900


@pytest.mark.parametrize("offer", [{"is_sale": True}, {"group": "trade"}, {"min_quantity": 2}])
def test_an_offer_lowers_the_usual_price_and_never_raises_it(offer: dict[str, Any]) -> None:
    many = replace(ASK, quantity=2)

    assert paid(many, replace(ROW, amount=2500, **offer)) == 2500
    assert paid(many, replace(ROW, amount=2700, **offer)) == 2600
    assert paid(many, replace(ROW, amount=2700, **offer), ROW) == 2400


def test_of_two_equal_prices_the_usual_one_is_named() -> None:
    equal = replace(ROW, price_list="a-sale", amount=2600, is_sale=True)

    assert choose_price(ASK, Snapshot({1: [equal]}, OWN)).source == Source.OWN
    assert choose_price(ASK, Snapshot({1: [equal, replace(ROW, amount=2600)]}, OWN)).price_list == "retail"


def test_of_two_equal_prices_on_one_list_the_one_in_no_sale_is_named() -> None:
    plain = replace(ROW, group="trade")
    sale = replace(plain, is_sale=True)

    assert not choose_price(ASK, Snapshot({1: [plain, sale]})).is_sale
    assert not choose_price(ASK, Snapshot({1: [sale, plain]})).is_sale


def test_a_tier_begins_with_its_quantity() -> None:
    tiers = (ROW, replace(ROW, min_quantity=6, amount=2200), replace(ROW, min_quantity=24, amount=2000))

    assert [paid(replace(ASK, quantity=units), *tiers) for units in (1, 5, 6, 23, 24)] == [
        2400,
        2400,
        2200,
        2200,
        2000,
    ]


def test_a_price_says_where_it_comes_from() -> None:
    price = choose_price(
        replace(ASK, quantity=6),
        Snapshot(rows={1: [ROW, replace(ROW, price_list="sale", amount=1900, min_quantity=6, is_sale=True)]}),
    )

    assert (price.money, price.source, price.price_list, price.is_sale) == (
        Money(1900, "EUR"),
        Source.LIST,
        "sale",
        True,
    )
    assert price.explanation == "List `sale` from 6 on."


def test_without_a_list_the_variants_own_price_is_paid() -> None:
    price = choose_price(ASK, Snapshot(own=OWN))

    assert (price.amount, price.source) == (2600, Source.OWN)
    assert price.explanation == "The variant's own price."


def test_in_another_currency_the_own_price_is_converted_and_made_to_look_like_one() -> None:
    rates = {"EUR": Rate(Fraction("1.15"), Ending(100, 1))}

    price = choose_price(replace(ASK, currency="USD"), Snapshot(own=OWN, rates=rates))

    assert (price.money, price.source) == (Money(2999, "USD"), Source.CONVERTED)
    assert price.explanation == "€26.00 converted at 1.15, and made to look like a price."


@pytest.mark.parametrize(
    "snapshot", [Snapshot(), Snapshot(own=OWN), Snapshot(own=OWN, rates={"GBP": Rate(Fraction(1))})]
)
def test_without_a_rate_there_is_no_price(snapshot: Snapshot) -> None:
    with pytest.raises(NoPrice, match="no list in USD"):
        choose_price(replace(ASK, currency="USD"), snapshot)


@given(asks, many_rows)
def test_it_is_the_lowest_of_the_usual_price_and_the_offers(ask: Ask, found: list[PriceRow]) -> None:
    counting = [row for row in found if counts(row, ask)]
    usual = [row.amount for row in counting if not row.is_offer] or [2600]

    assert paid(ask, *found) == min(usual + [row.amount for row in counting if row.is_offer])


@given(asks, many_rows, st.randoms(use_true_random=False))
def test_the_order_in_which_prices_are_read_changes_nothing(
    ask: Ask, found: list[PriceRow], luck: Random
) -> None:
    mixed = list(found)
    luck.shuffle(mixed)

    assert choose_price(ask, Snapshot({1: mixed}, OWN)) == choose_price(ask, Snapshot({1: found}, OWN))


@given(asks, many_rows, st.sampled_from(["trade", "staff"]))
def test_nobody_pays_more_for_being_in_one_more_group(ask: Ask, found: list[PriceRow], group: str) -> None:
    assert paid(replace(ask, groups=ask.groups | {group}), *found) <= paid(ask, *found)


@given(asks, many_rows)
def test_nobody_pays_more_a_piece_for_taking_one_more(ask: Ask, found: list[PriceRow]) -> None:
    assert paid(replace(ask, quantity=ask.quantity + 1), *found) <= paid(ask, *found)


@given(asks, many_rows, rows)
def test_nobody_pays_more_because_a_sale_is_on(ask: Ask, found: list[PriceRow], sale: PriceRow) -> None:
    assert paid(ask, *found, replace(sale, is_sale=True)) <= paid(ask, *found)
