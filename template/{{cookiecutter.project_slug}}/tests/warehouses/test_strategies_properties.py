"""What holds for every cart and every set of places: compared with all plans that there are."""

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.inventory.errors import OutOfStock
from shop.warehouses import strategies
from shop.warehouses.strategies import Place, Plan, Stock, Strategy, Things, allocate, cost

THINGS = [1, 2]
amounts = st.integers(0, 900)


def lies(units: int) -> st.SearchStrategy[dict[int, int]]:
    """How many of each thing lie in a place."""
    return st.dictionaries(st.sampled_from(THINGS), st.integers(0, units))


@st.composite
def places(draw: st.DrawFn, codes: str) -> list[Place]:
    """Places of these names; of some, nobody knows how far or how dear they are."""
    return [
        Place(
            code,
            away=draw(st.one_of(st.just(float("inf")), st.floats(0, 20_000))),
            rank=draw(st.integers(1, 3)),
            parcel=draw(st.one_of(st.none(), amounts)),
            unit=draw(amounts),
        )
        for code in codes
    ]


@st.composite
def questions(draw: st.DrawFn, most: int = 3, units: int = 3) -> tuple[Things, Stock]:
    """A cart, and what lies where; it may be too little."""
    codes = "abcdefghijkl"[: draw(st.integers(1, most))]
    stock = {place: draw(lies(units)) for place in draw(places(codes))}
    wanted = draw(st.dictionaries(st.sampled_from(THINGS), st.integers(1, units), min_size=1))
    return wanted, stock


@st.composite
def answerable(draw: st.DrawFn, most: int = 3, units: int = 3) -> tuple[Things, Stock]:
    """A cart of which there is enough, in two or more places."""
    codes = "abcdefghijkl"[: draw(st.integers(2, most))]
    stock = {place: draw(lies(units)) for place in draw(places(codes))}
    wanted = {thing: draw(st.integers(0, min(2 * units, in_all(stock, thing)))) for thing in THINGS}
    return {thing: count for thing, count in wanted.items() if count}, stock


def in_all(stock: Stock, thing: int) -> int:
    """How many there are of a thing, all places together."""
    return sum(lies.get(thing, 0) for lies in stock.values())


def plans(wanted: Things, stock: Stock) -> Iterator[Plan]:
    """Every plan that there is, by trying all ways to divide each thing among the places."""
    spots = [(place, thing) for place in stock for thing in wanted]
    choices = [range(min(wanted[thing], stock[place].get(thing, 0)) + 1) for place, thing in spots]
    for counts in product(*choices):
        plan: Plan = {}
        for (place, thing), count in zip(spots, counts, strict=True):
            if count:
                plan.setdefault(place, {})[thing] = count
        if all(sum(gives.get(thing, 0) for gives in plan.values()) == wanted[thing] for thing in wanted):
            yield plan


@pytest.mark.parametrize("strategy", Strategy)
@given(question=questions(most=12, units=9))
def test_a_plan_gives_all_that_is_wanted_and_takes_nothing_that_is_not_there(
    strategy: Strategy, question: tuple[Things, Stock]
) -> None:
    wanted, stock = question
    short = {thing: in_all(stock, thing) for thing in wanted if in_all(stock, thing) < wanted[thing]}

    if short:
        with pytest.raises(OutOfStock) as caught:
            allocate(strategy, wanted, stock)
        assert caught.value.left == short
        return
    plan = allocate(strategy, wanted, stock)

    given_away = {thing: sum(gives.get(thing, 0) for gives in plan.values()) for thing in wanted}
    assert given_away == wanted
    assert all(0 < count <= stock[p][thing] for p, gives in plan.items() for thing, count in gives.items())


@pytest.mark.parametrize("strategy", Strategy)
@given(question=questions(most=12), chance=st.randoms())
def test_the_order_in_which_places_are_named_does_not_matter(
    strategy: Strategy, question: tuple[Things, Stock], chance: Random
) -> None:
    wanted, stock = question
    shuffled = chance.sample(list(stock), len(stock))

    try:
        plan = allocate(strategy, wanted, stock)
    except OutOfStock:
        return

    assert allocate(strategy, wanted, {place: stock[place] for place in shuffled}) == plan


@given(question=answerable())
def test_no_plan_has_fewer_parcels_than_the_fewest(question: tuple[Things, Stock]) -> None:
    wanted, stock = question

    best = min(len(plan) for plan in plans(wanted, stock))

    assert len(allocate(Strategy.FEWEST_PARCELS, wanted, stock)) == best


@given(question=answerable())
def test_no_plan_costs_less_than_the_cheapest(question: tuple[Things, Stock]) -> None:
    wanted, stock = question

    best = min(cost(plan) for plan in plans(wanted, stock))

    assert cost(allocate(Strategy.CHEAPEST, wanted, stock)) == best


@given(question=answerable(most=12, units=9))
def test_with_too_many_places_to_try_them_all_the_plan_is_no_worse_than_a_walk(
    question: tuple[Things, Stock],
) -> None:
    wanted, stock = question
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strategies, "TRIED", 0)
        fewest = allocate(Strategy.FEWEST_PARCELS, wanted, stock)
        cheapest = allocate(Strategy.CHEAPEST, wanted, stock)

    walk = strategies.filled(wanted, stock, sorted(stock, key=lambda place: place.cheap))
    assert cost(cheapest) <= cost(walk)
    # No parcel of the plan could be left out.
    assert not any(strategies.covers(wanted, stock, [p for p in fewest if p != spare]) for spare in fewest)
