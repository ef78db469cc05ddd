"""What benefits take off, by hand."""

from decimal import Decimal

import pytest

from shop.core.rounding import Halves
from shop.promotions.basket import Line
from shop.promotions.benefits import AmountOff, Benefit, BuyGet, FixedPrice, FreeShipping, Percent
from tests.promotions.builders import a_basket, mugs, plates, untouched


def off(benefit: Benefit, *lines: Line) -> dict[str, int]:
    """What is taken off each line, where something is."""
    taken = benefit.reduce(untouched(*lines), Halves.UP)
    return {line: amount for line, amount in taken.items() if amount}


def test_a_percentage_is_taken_off_the_sum_and_the_lines_share_it() -> None:
    assert off(Percent(Decimal(10)), mugs(3)) == {"mug": 297}
    assert off(Percent(Decimal("12.5")), mugs(1), plates(1)) == {"mug": 124, "plate": 187}


def test_an_amount_is_shared_by_what_the_lines_cost() -> None:
    assert off(AmountOff(1000), mugs(1), plates(1)) == {"mug": 398, "plate": 602}


def test_no_more_is_taken_off_than_there_is() -> None:
    assert off(AmountOff(5000), mugs(1), plates(1)) == {"mug": 990, "plate": 1500}
    assert off(Percent(Decimal(100)), mugs(2)) == {"mug": 1980}


def test_each_unit_costs_one_price_and_what_is_cheaper_stays_so() -> None:
    assert off(FixedPrice(1000), mugs(2), plates(2)) == {"plate": 1000}


@pytest.mark.parametrize(("quantity", "free"), [(1, 0), (2, 0), (3, 1), (5, 1), (6, 2)])
def test_of_three_one_is_free(quantity: int, free: int) -> None:
    assert off(BuyGet(2, 1), mugs(quantity)).get("mug", 0) == free * 990


def test_the_cheapest_are_free_whichever_line_they_are_on() -> None:
    assert off(BuyGet(2, 1), plates(4), mugs(2)) == {"mug": 1980}
    assert off(BuyGet(1, 1), plates(4), mugs(1)) == {"mug": 990, "plate": 1500}


def test_the_second_costs_half() -> None:
    assert off(BuyGet(1, 1, Decimal(50)), mugs(2)) == {"mug": 495}


def test_free_shipping_takes_nothing_off_the_lines() -> None:
    assert off(FreeShipping(), mugs(2)) == {}


@pytest.mark.parametrize("benefit", [Percent(Decimal(10)), AmountOff(500), BuyGet(1, 1), FixedPrice(0)])
def test_nothing_is_taken_off_a_present(benefit: Benefit) -> None:
    assert off(benefit, mugs(2, price=0)) == {}
    assert off(benefit) == {}


@pytest.mark.parametrize(
    ("benefit", "label"),
    [
        (Percent(Decimal("10.00")), "10 %"),
        (AmountOff(500), "€5.00 off"),
        (FixedPrice(1000), "€10.00 each"),
        (BuyGet(3, 1), "3 + 1 free"),
        (BuyGet(1, 1, Decimal(50)), "1 + 1 at -50 %"),
        (FreeShipping(), "free shipping"),
    ],
)
def test_a_benefit_says_what_it_is(benefit: Benefit, label: str) -> None:
    assert benefit.label("EUR") == label


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ([mugs(), mugs()], "an id of its own"),
        ([mugs(0)], "one unit or more"),
        ([mugs(price=-1)], "for nothing or more"),
    ],
)
def test_a_basket_that_no_cart_holds_is_an_error(lines: list[Line], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        a_basket(*lines)
