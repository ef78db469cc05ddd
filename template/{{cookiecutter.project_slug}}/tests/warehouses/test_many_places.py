"""With more places than can be tried in every combination, a good plan is good."""

import pytest

from shop.warehouses import strategies
from shop.warehouses.strategies import Place, Strategy, allocate


@pytest.fixture(autouse=True)
def too_many_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few places there are."""
    monkeypatch.setattr(strategies, "TRIED", 0)


def test_one_place_sends_what_is_dearer_from_three() -> None:
    three = {Place(code, parcel=100): {thing: 1} for thing, code in enumerate("abc")}
    all_of_it = Place("d", parcel=200, unit=10)
    stock = {**three, all_of_it: {0: 1, 1: 1, 2: 1}}

    # To leave out one of the three makes it dearer; it is cheaper without all of them.
    assert list(allocate(Strategy.CHEAPEST, {0: 1, 1: 1, 2: 1}, stock)) == [all_of_it]


def test_what_is_cheap_by_the_unit_is_not_taken_for_a_parcel_of_its_own() -> None:
    first, second = Place("a", parcel=300, unit=20), Place("b", parcel=300)
    stock = {first: {1: 3}, second: {1: 2}}

    assert allocate(Strategy.CHEAPEST, {1: 3}, stock) == {first: {1: 3}}


def test_a_place_of_unknown_cost_is_the_last_resort() -> None:
    unknown, dear = Place("a"), Place("b", parcel=90_000)
    stock = {unknown: {1: 5}, dear: {1: 4}}

    assert list(allocate(Strategy.CHEAPEST, {1: 4}, stock)) == [dear]
    assert list(allocate(Strategy.CHEAPEST, {1: 5}, stock)) == [dear, unknown]
