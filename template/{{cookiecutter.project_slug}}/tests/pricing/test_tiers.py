"""Quantities from which on one costs less, and no others."""

from hypothesis import given
from hypothesis import strategies as st

from shop.core.money import Money
from shop.pricing.choosing import Ask, PriceRow, Snapshot, choose_price
from shop.pricing.tiers import tiers
from tests.pricing.builders import DAY, NOON

ASK = Ask(1, "EUR", NOON)


def a_row(amount: int, min_quantity: int, price_list: str = "list") -> PriceRow:
    """A price from so many on."""
    return PriceRow(price_list, amount, "EUR", NOON - DAY, min_quantity=min_quantity)


def snapshot(*rows: PriceRow) -> Snapshot:
    """These rows, and 24 euros without any."""
    return Snapshot({1: rows}, {1: Money(2400, "EUR")})


def found(*rows: PriceRow) -> list[tuple[int, int]]:
    """From how many on it costs what."""
    return [(tier.quantity, tier.price.amount) for tier in tiers(ASK, snapshot(*rows))]


def test_each_quantity_that_costs_less_is_named() -> None:
    assert found(a_row(2000, 24), a_row(2200, 6)) == [(6, 2200), (24, 2000)]


def test_what_does_not_cost_less_is_no_tier() -> None:
    assert found(a_row(2400, 6), a_row(2000, 10), a_row(2100, 24)) == [(10, 2000)]


def test_what_has_one_price_has_no_tiers() -> None:
    assert found(a_row(2000, 1)) == []


rows = st.lists(st.builds(a_row, st.integers(1, 3000), st.integers(1, 9), st.sampled_from("abc")), max_size=5)


@given(rows, st.integers(1, 12))
def test_who_takes_so_many_pays_what_the_last_tier_says(told: list[PriceRow], quantity: int) -> None:
    said = [choose_price(ASK, snapshot(*told)).amount]
    said += [tier.price.amount for tier in tiers(ASK, snapshot(*told)) if tier.quantity <= quantity]

    assert choose_price(Ask(1, "EUR", NOON, quantity), snapshot(*told)).amount == said[-1]
