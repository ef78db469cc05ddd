"""What a cart comes to: examples by hand, and what holds for all carts."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.carts.pricing import Buyer, PricedCart, Rules, Wanted, price_cart
from shop.core.money import Money
from shop.core.rounding import Halves, Rounding
from shop.pricing.choosing import PriceRow, Rate, Snapshot
from shop.promotions.benefits import AmountOff, BuyGet, Percent
from shop.promotions.offers import Conditions, Offer
from shop.taxes.engine import TableEngine
from shop.taxes.places import Place
from shop.taxes.table import TaxTable
from tests.taxes.builders import a_row, a_table

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLE = TaxTable((*a_table(DE="19", FR="20").rows, a_row("DE", "food", "7")))


def want(number: int, quantity: int = 1, **told: Any) -> Wanted:
    """So many of the thing of this number."""
    return Wanted(f"THING-{number}", f"Thing {number}", number, quantity, **told)


def rules(*offers: Offer, rounding: Rounding = Rounding.LINE, currency: str = "EUR", **prices: Any) -> Rules:
    """Thing n costs n euros and a cent; in Germany a tax of 19 % is in it."""
    own = {number: Money(100 * number + 1, currency) for number in range(1, 9)}
    return Rules(Snapshot(own=own, **prices), offers, TableEngine(TABLE, rounding))


def buyer(**told: Any) -> Buyer:
    """Somebody in Germany."""
    made_up: dict[str, Any] = {
        "currency": "EUR",
        "at": NOON,
        "origin": Place("DE"),
        "destination": Place("DE"),
    }
    return Buyer(**(made_up | told))


def percent_off(percent: int, **told: Any) -> Offer:
    """Some percent off everything."""
    return Offer("sale", "Sale", Percent(Decimal(percent)), **told)


def test_a_cart_explains_itself_line_by_line() -> None:
    cart = price_cart([want(2, 3)], rules(percent_off(10)), buyer())

    assert cart.lines[0].explain() == [
        "The variant's own price.",
        "3 x €2.01 = €6.03",
        "10 % Sale on 3 x Thing 2: -€0.60",
        "€4.56 + VAT 19 % €0.87 = €5.43",
    ]
    assert (cart.amount, cart.discount, cart.net, cart.tax_amount, cart.gross) == (603, 60, 456, 87, 543)


def test_prices_without_tax_get_it_on_top() -> None:
    cart = price_cart([want(2)], rules(), buyer(included=False))

    assert (cart.amount, cart.net, cart.tax_amount, cart.gross) == (201, 201, 38, 239)


def test_kinds_of_goods_have_their_own_rates() -> None:
    cart = price_cart([want(1), want(2, tax_category="food")], rules(), buyer())

    assert [str(rate.rate) for rate in cart.rates] == ["VAT 19 %", "VAT 7 %"]


def test_what_is_not_sold_is_named_and_costs_nothing() -> None:
    cart = price_cart([want(1), want(2, for_sale=False)], rules(), buyer())

    assert cart.gross == 101
    assert [(left.wanted.id, left.reason) for left in cart.left_out] == [("THING-2", "It is no longer sold.")]


def test_no_more_is_counted_than_there_is_and_what_was_wanted_is_named() -> None:
    cart = price_cart([want(1, 5, there=2), want(2, 5, there=5), want(3, 5, there=0)], rules(), buyer())

    assert [(line.wanted.id, line.wanted.quantity) for line in cart.lines] == [("THING-1", 2), ("THING-2", 5)]
    assert [(one.id, one.quantity, one.possible) for one in cart.short] == [("THING-1", 5, 2)]
    assert [left.reason for left in cart.left_out] == ["It is sold out."]


def test_what_has_no_price_in_the_currency_is_named() -> None:
    cart = price_cart([want(1)], rules(), buyer(currency="USD"))

    assert (cart.lines, cart.gross) == ((), 0)
    assert cart.left_out[0].reason == "It has no price in USD."


def test_a_code_that_gives_nothing_is_named() -> None:
    cart = price_cart([want(1)], rules(), buyer(codes=frozenset({"NONE"})))

    assert str(cart.refused[0]) == "NONE is not a code that we know."


def test_an_empty_cart_costs_nothing() -> None:
    cart = price_cart([], rules(percent_off(10)), buyer())

    assert (cart.lines, cart.amount, cart.gross) == ((), 0, 0)


def test_two_lines_do_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="id of its own"):
        price_cart([want(1), want(1)], rules(), buyer())


KINDS = st.sampled_from(["standard", "food"])
CARTS = st.lists(
    st.builds(want, st.integers(1, 8), st.integers(1, 99), tax_category=KINDS, for_sale=st.booleans()),
    max_size=6,
    unique_by=lambda one: one.id,
)
BENEFITS = st.one_of(
    st.builds(Percent, st.integers(1, 100).map(Decimal)),
    st.builds(AmountOff, st.integers(1, 5000)),
    st.builds(BuyGet, st.integers(1, 3), st.integers(1, 2)),
)
OFFERS = st.lists(
    st.builds(
        Offer,
        st.sampled_from("abc"),
        st.just("Offer"),
        BENEFITS,
        st.builds(Conditions, minimum_quantity=st.integers(0, 4)),
        priority=st.integers(1, 3),
        exclusive=st.booleans(),
    ),
    max_size=3,
    unique_by=lambda offer: offer.slug,
)
ROUNDINGS = st.sampled_from(Rounding)
# With two decimals, with none, with three: the arithmetic must not notice.
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])


@given(CARTS, OFFERS, ROUNDINGS, st.booleans(), st.sampled_from(["DE", "FR", "XX"]), CURRENCIES)
def test_nothing_is_created_and_nothing_is_lost(
    wanted: list[Wanted],
    offers: list[Offer],
    rounding: Rounding,
    included: bool,
    country: str,
    currency: str,
) -> None:
    told = rules(*offers, rounding=rounding, currency=currency)
    cart = price_cart(wanted, told, buyer(included=included, destination=Place(country), currency=currency))

    assert [line.wanted.id for line in cart.lines] == [one.id for one in wanted if one.for_sale]
    assert {left.wanted.id for left in cart.left_out} == {one.id for one in wanted if not one.for_sale}
    assert cart.net + cart.tax_amount == cart.gross == sum(line.taxed.gross for line in cart.lines)
    assert cart.net == sum(rate.net for rate in cart.rates)
    assert all(0 <= line.left <= line.amount for line in cart.lines)
    if country != "XX":  # who owes no tax does not pay what is in the price
        assert (cart.gross if included else cart.net) == cart.amount - cart.discount


@given(CARTS, OFFERS, ROUNDINGS, st.booleans())
def test_what_a_line_says_of_itself_adds_up(
    wanted: list[Wanted], offers: list[Offer], rounding: Rounding, included: bool
) -> None:
    cart = price_cart(wanted, rules(*offers, rounding=rounding), buyer(included=included))

    for line in cart.lines:
        _, sum_, *off, taxed = [cents(sentence) for sentence in line.explain()]
        net, tax, gross = taxed
        assert net + tax == gross
        assert sum_[-1] + sum(reduction[-1] for reduction in off) == (gross if included else net)


def cents(sentence: str) -> list[int]:
    """The amounts that a sentence names, as somebody reads them."""
    return [int(re.sub("[€.,]", "", amount)) for amount in re.findall(r"-?€[\d,]+\.\d\d", sentence)]


@given(CARTS, OFFERS, ROUNDINGS, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(
    wanted: list[Wanted], offers: list[Offer], rounding: Rounding, random: Any
) -> None:
    told = rules(*offers, rounding=rounding)
    mixed = random.sample(wanted, len(wanted))

    assert by_id(price_cart(mixed, told, buyer())) == by_id(price_cart(wanted, told, buyer()))


def by_id(cart: PricedCart) -> tuple[dict[str, Any], int]:
    """A cart without the order of its lines."""
    return {line.wanted.id: line for line in cart.lines}, cart.gross


@given(st.integers(2, 99), st.integers(1, 98), BENEFITS, st.sampled_from([Rounding.RATE, Rounding.TOTAL]))
def test_one_line_or_two_come_to_the_same(quantity: int, part: int, benefit: Any, rounding: Rounding) -> None:
    part = min(part, quantity - 1)
    told = rules(Offer("offer", "Offer", benefit), rounding=rounding)
    one = want(3, quantity)
    two = [replace(one, id="FIRST", quantity=part), replace(one, id="SECOND", quantity=quantity - part)]

    merged, split = price_cart([one], told, buyer()), price_cart(two, told, buyer())

    assert (split.amount, split.discount) == (merged.amount, merged.discount)
    assert (split.net, split.tax_amount) == (merged.net, merged.tax_amount)


@given(st.integers(1, 98))
def test_one_more_never_makes_the_others_dearer(quantity: int) -> None:
    tier = PriceRow("dozen", 250, "EUR", datetime(2026, 1, 1, tzinfo=UTC), min_quantity=12)
    told = rules(rows={3: [tier]}, rates={"USD": Rate(Fraction(1))})

    fewer = price_cart([want(3, quantity)], told, buyer()).lines[0].unit.amount
    more = price_cart([want(3, quantity + 1)], told, buyer()).lines[0].unit.amount

    assert more <= fewer


def test_halves_go_where_the_rules_say() -> None:
    half = Offer("half", "Half", Percent(Decimal(50)))
    odd = replace(rules(half), halves=Halves.EVEN)

    assert price_cart([want(1)], rules(half), buyer()).discount == 51
    assert price_cart([want(1)], odd, buyer()).discount == 50
