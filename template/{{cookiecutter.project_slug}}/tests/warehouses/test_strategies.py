"""Four ways to choose, on one evening: mugs and plates lie in three places, none of which has it all."""

import pytest

from shop.inventory.errors import OutOfStock
from shop.warehouses.strategies import Place, Strategy, allocate

MUG, PLATE = 1, 2
NEAR = Place("near", away=10, rank=3, parcel=900, unit=10)
MID = Place("mid", away=200, rank=2, parcel=300, unit=50)
FAR = Place("far", away=900, rank=1, parcel=450, unit=5)
STOCK = {NEAR: {MUG: 2}, MID: {MUG: 1, PLATE: 4}, FAR: {MUG: 9, PLATE: 9}}
WANTED = {MUG: 3, PLATE: 2}


@pytest.mark.parametrize(
    ("strategy", "plan"),
    [
        (Strategy.NEAREST, {"near": {MUG: 2}, "mid": {MUG: 1, PLATE: 2}}),
        (Strategy.PRIORITY, {"far": {MUG: 3, PLATE: 2}}),
        (Strategy.FEWEST_PARCELS, {"far": {MUG: 3, PLATE: 2}}),
        (Strategy.CHEAPEST, {"far": {MUG: 3, PLATE: 2}}),
    ],
)
def test_each_strategy_has_its_own_answer(strategy: Strategy, plan: dict[str, dict[int, int]]) -> None:
    assert {place.code: gives for place, gives in allocate(strategy, WANTED, STOCK).items()} == plan


def test_two_parcels_may_be_cheaper_than_one() -> None:
    one = Place("one", parcel=2000)
    two, three = Place("two", parcel=300), Place("three", parcel=400)
    stock = {one: {MUG: 1, PLATE: 1}, two: {MUG: 1}, three: {PLATE: 1}}

    assert allocate(Strategy.CHEAPEST, {MUG: 1, PLATE: 1}, stock) == {two: {MUG: 1}, three: {PLATE: 1}}
    assert list(allocate(Strategy.FEWEST_PARCELS, {MUG: 1, PLATE: 1}, stock)) == [one]


def test_a_thing_may_come_from_two_places() -> None:
    assert allocate(Strategy.FEWEST_PARCELS, {MUG: 11}, STOCK) == {NEAR: {MUG: 2}, FAR: {MUG: 9}}


def test_of_two_pairs_the_nearer_one_sends() -> None:
    stock = {place: {MUG: 5} for place in (FAR, MID, NEAR)}

    assert allocate(Strategy.FEWEST_PARCELS, {MUG: 9}, stock) == {NEAR: {MUG: 5}, MID: {MUG: 4}}


@pytest.mark.parametrize("strategy", Strategy)
def test_where_all_is_equal_the_name_decides(strategy: Strategy) -> None:
    stock = {Place(code): {MUG: 1} for code in "bca"}

    assert [place.code for place in allocate(strategy, {MUG: 2}, stock)] == ["a", "b"]


def test_a_place_of_unknown_cost_is_the_last_resort() -> None:
    stock = {Place("unknown"): {MUG: 5}, Place("dear", parcel=90_000): {MUG: 4}}

    assert [place.code for place in allocate(Strategy.CHEAPEST, {MUG: 4}, stock)] == ["dear"]
    assert [place.code for place in allocate(Strategy.CHEAPEST, {MUG: 5}, stock)] == ["dear", "unknown"]


@pytest.mark.parametrize("strategy", Strategy)
def test_what_is_not_there_is_refused_and_named(strategy: Strategy) -> None:
    with pytest.raises(OutOfStock) as caught:
        allocate(strategy, {MUG: 13, PLATE: 14}, STOCK)

    assert caught.value.left == {MUG: 12, PLATE: 13}
