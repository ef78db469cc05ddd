"""A burst is served. A crowd that stays is thinned, the cheapest first, and orders never."""

import pytest

from shop.surge.kinds import Kind
from shop.surge.load import CALM, PATIENCE, Load

LISTS, PAGES, CARTS = Kind
LATER = 10.0 + 2 * PATIENCE


@pytest.fixture
def load() -> Load:
    """A process with four threads."""
    return Load({LISTS: 1, PAGES: 2, CARTS: 3})


def crowded(load: Load, kind: Kind, now: float) -> None:
    """So many pages are under way that this kind has been crowded for long enough."""
    while load.under_way < load.limits[kind]:
        load.begin(None, now)
    assert load.begin(kind, now)  # the first of a crowd is let in
    load.end()


def test_a_burst_is_served(load: Load) -> None:
    begun = [load.begin(PAGES, 10.0 + n * PATIENCE / 10) for n in range(9)]

    assert begun == [True] * 9


def test_a_crowd_that_stays_is_refused(load: Load) -> None:
    crowded(load, PAGES, 10.0)

    assert not load.begin(PAGES, LATER)
    assert load.under_way == 2


def test_what_is_cheaper_to_refuse_goes_first(load: Load) -> None:
    for kind in (LISTS, PAGES):
        crowded(load, kind, 10.0)

    assert [load.begin(kind, LATER) for kind in (LISTS, PAGES, CARTS, None)] == [False, False, True, True]


def test_orders_are_never_refused(load: Load) -> None:
    crowded(load, CARTS, 10.0)

    assert all(load.begin(None, 10.0 + n) for n in range(100))


def test_below_the_limit_they_are_served_even_in_a_crowd(load: Load) -> None:
    crowded(load, PAGES, 10.0)
    load.end()

    assert load.begin(PAGES, LATER)


def test_one_gap_does_not_end_a_crowd_and_calm_does(load: Load) -> None:
    crowded(load, PAGES, 10.0)

    assert not load.begin(PAGES, LATER)
    assert not load.begin(PAGES, LATER + CALM)
    assert load.begin(PAGES, LATER + 3 * CALM)  # a new crowd, perhaps: it is given time again


def test_who_was_refused_does_not_count(load: Load) -> None:
    crowded(load, PAGES, 10.0)
    before = load.under_way

    assert not load.begin(PAGES, 10.5)
    assert load.under_way == before
