"""What single units of a line come to: to the cent, and in whatever steps they are taken off."""

from hypothesis import given
from hypothesis import strategies as st

from shop.orders.history import Part
from shop.orders.sharing import taken

SOLD = st.builds(Part, st.integers(1, 99), st.integers(0, 10**6), st.integers(0, 10**5))


def test_three_for_ten_euros_are_as_people_expect() -> None:
    sold = Part(3, 840, 160)

    singly = [taken(sold, left, 1, included=True).gross for left in (3, 2, 1)]

    assert singly == [333, 333, 334]


def test_without_tax_in_the_price_the_net_amount_is_divided() -> None:
    sold = Part(3, 1000, 190)

    singly = [taken(sold, left, 1, included=False) for left in (3, 2, 1)]

    assert singly == [Part(1, 333, 63), Part(1, 333, 63), Part(1, 334, 64)]


def test_yen_have_no_cents() -> None:
    assert taken(Part(3, 910, 90), 3, 2, included=True) == Part(2, 606, 60)


@given(SOLD, st.booleans(), st.data())
def test_in_whatever_steps_all_comes_back(sold: Part, included: bool, data: st.DataObject) -> None:
    left, back = sold.units, Part()
    while left:
        less = data.draw(st.integers(1, left))
        step = taken(sold, left, less, included=included)
        assert min(step.net, step.tax) >= 0
        assert step.units == less
        back, left = back + step, left - less

    assert back == sold


@given(SOLD, st.booleans())
def test_no_unit_is_more_than_a_cent_from_another(sold: Part, included: bool) -> None:
    units = [taken(sold, left, 1, included=included) for left in range(1, sold.units + 1)]

    seen = [unit.gross if included else unit.net for unit in units]
    assert max(seen) - min(seen) <= 1
    assert max(unit.tax for unit in units) - min(unit.tax for unit in units) <= 1
