"""How shipping is taxed."""

from hypothesis import given
from hypothesis import strategies as st

from shop.taxes.computing import TaxLine
from shop.taxes.shipping import ShippingTax, shipping_lines

MUG, NOVEL = TaxLine("mug", 3000), TaxLine("novel", 1000, category="books")


def shares(cost: int, goods: list[TaxLine], strategy: ShippingTax) -> dict[str, int]:
    """What each kind of goods carries."""
    return {line.category: line.amount for line in shipping_lines(cost, goods, strategy)}


def test_shipping_is_a_kind_of_its_own() -> None:
    assert shares(490, [MUG, NOVEL], ShippingTax.OWN) == {"shipping": 490}


def test_shipping_is_shared_by_what_is_shipped() -> None:
    assert shares(490, [MUG, NOVEL], ShippingTax.PROPORTIONAL) == {"books": 123, "standard": 367}


def test_presents_alone_carry_no_share() -> None:
    assert shares(490, [TaxLine("sample", 0)], ShippingTax.PROPORTIONAL) == {"shipping": 490}
    assert shares(490, [MUG, TaxLine("s", 0, category="food")], ShippingTax.PROPORTIONAL) == {"standard": 490}


def test_shipping_that_costs_nothing_is_no_line() -> None:
    assert shares(0, [MUG], ShippingTax.OWN) == {}


goods = st.lists(st.builds(TaxLine, st.uuids().map(str), st.integers(0, 10**6), st.sampled_from("abcd")))


@given(st.integers(0, 10**6), goods, st.sampled_from(ShippingTax))
def test_the_shares_are_the_cost_in_whatever_order_the_goods_come(
    cost: int, goods: list[TaxLine], strategy: ShippingTax
) -> None:
    lines = shipping_lines(cost, goods, strategy)

    assert sum(line.amount for line in lines) == cost
    assert shipping_lines(cost, goods[::-1], strategy) == lines
