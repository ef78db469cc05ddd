"""Distances are those of an atlas."""

from math import inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.inventory.destinations import Destination
from shop.taxes.places import EU
from shop.warehouses.globe import RADIUS, away, capitals, distance

BERLIN, LYON, TOKYO = (52.52, 13.405), (45.764, 4.8357), (35.6762, 139.6503)

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((0.0, 0.0), (90.0, 0.0), 10007.6),  # a quarter of the way round
        ((90.0, 0.0), (-90.0, 0.0), 20015.1),
        ((0.0, 179.5), (0.0, -179.5), 111.2),  # across the date line
        ((60.0, 0.0), (60.0, 180.0), 6671.7),  # over the pole, and not along the parallel
    ],
)
def test_the_way_is_the_shortest_one(
    one: tuple[float, float], other: tuple[float, float], kilometres: float
) -> None:
    assert round(distance(one, other), 1) == kilometres


@pytest.mark.parametrize(("other", "kilometres"), [(LYON, 975), (TOKYO, 8920)])
def test_it_is_as_far_as_an_atlas_says(other: tuple[float, float], kilometres: int) -> None:
    assert isclose(distance(BERLIN, other), kilometres, rel_tol=0.005)


@given(one=points, other=points)
def test_it_is_as_far_back_and_nowhere_is_beyond_the_other_side(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert isclose(distance(one, other), distance(other, one), abs_tol=1e-6)
    assert distance(one, other) <= RADIUS * 3.1416


def test_an_address_of_its_own_goes_before_the_capital() -> None:
    assert away(LYON, Destination("FR")) > 300
    assert away(LYON, Destination("FR", LYON)) == 0


def test_nobody_knows_how_far_an_unknown_place_is() -> None:
    assert away(BERLIN, Destination("XX")) == away(None, Destination("DE")) == inf


def test_every_country_of_the_union_stands_on_the_globe() -> None:
    assert EU - capitals().keys() == set()
    assert all(-90 <= north <= 90 and -180 <= east <= 180 for north, east in capitals().values())
