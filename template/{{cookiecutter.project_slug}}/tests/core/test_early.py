"""What many ask for is made by one, and mostly before it is gone."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event, Lock
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from shop.core import early as module
from shop.core.early import Kept, early
from tests.rivals import hang_up

CROWD = 12


class Maker:
    """Makes something slowly, and counts how often, and how many did so at once."""

    def __init__(self, crowd: int = 1) -> None:
        self.times = self.inside = self.most = 0
        self.lock, self.all_asked, self.may_end = Lock(), Barrier(crowd), Event()

    def __call__(self) -> int:
        """Do not end before the test says so."""
        with self.lock:
            self.times += 1
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.may_end.wait()
        with self.lock:
            self.inside -= 1
        return self.times


@pytest.fixture
def ready() -> Maker:
    """One that is quick."""
    maker = Maker()
    maker.may_end.set()
    return maker


def lots(monkeypatch: pytest.MonkeyPatch, lot: float) -> None:
    """Have everybody draw this."""
    monkeypatch.setattr(module, "drawn", lambda: lot)


def test_what_is_new_is_not_made_again(ready: Maker) -> None:
    assert [early("key", 30, ready) for _ in range(5)] == [1] * 5


def test_what_is_old_is_made_again(ready: Maker, frozen_clock: Any) -> None:
    early("key", 30, ready)

    frozen_clock.move(timedelta(seconds=31))

    assert [early("key", 30, ready), early("key", 30, ready)] == [2, 2]


def test_a_small_lot_makes_it_anew_before_it_is_old(
    ready: Maker, frozen_clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.set("key:kept", (1, 2.0, module.now() + 10), 60)

    lots(monkeypatch, 0.5)  # 2 s * ln 2 is 1.4 s before its time
    shown = [early("key", 30, ready)]
    lots(monkeypatch, 0.001)  # 13.8 s before its time
    shown.append(early("key", 30, ready))

    assert (shown, ready.times) == ([1, 1], 1)
    assert cache.get("key:kept")[2] == module.now() + 30


@given(lot=st.floats(1e-9, 1.0), cost=st.floats(0.001, 10), left=st.floats(0.001, 60))
def test_the_dearer_it_is_the_earlier_it_is_due(lot: float, cost: float, left: float) -> None:
    cheap, dear = Kept(1, cost, until=1000.0), Kept(1, 2 * cost, until=1000.0)

    assert dear.is_due(1000.0 - left, lot) >= cheap.is_due(1000.0 - left, lot)
    assert cheap.is_due(1000.0, lot)


def crowd(does: Callable[[], int], maker: Maker, inside: int = 1) -> list[int]:
    """Many ask at once; gives what they were shown. Nothing is made before so many make it."""

    def one(_: int) -> int:
        try:
            maker.all_asked.wait()
            return does()
        finally:
            hang_up()

    with ThreadPoolExecutor(CROWD) as people:
        shown = [people.submit(one, number) for number in range(CROWD)]
        while maker.times < inside:
            assert not any(answer.done() and answer.exception() for answer in shown)
        maker.may_end.set()
        return [answer.result() for answer in shown]


def test_of_a_crowd_that_finds_nothing_one_makes_it() -> None:
    maker = Maker(CROWD)

    shown = crowd(lambda: early("key", 30, maker, patience=60), maker)

    assert (shown, maker.times) == ([1] * CROWD, 1)


def test_of_a_crowd_that_finds_something_old_one_makes_it_and_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache.set("key:kept", (0, 1.0, module.now() + 1), 60)
    lots(monkeypatch, 1e-9)
    maker, waited = Maker(CROWD), Event()
    monkeypatch.setattr(time, "sleep", lambda _: waited.set())

    shown = crowd(lambda: early("key", 30, maker), maker)

    assert set(shown) <= {0, 1}
    assert maker.most == 1
    assert not waited.is_set()


def test_without_the_lock_all_of_a_crowd_make_it() -> None:
    maker = Maker(CROWD)

    def naive() -> int:
        found: int | None = cache.get("key")
        if found is None:
            found = maker()
            cache.set("key", found, 30)
        return found

    crowd(naive, maker, CROWD)

    assert maker.most == CROWD


def test_who_makes_it_and_dies_holds_nobody_up(ready: Maker) -> None:
    cache.add("key:making", 1, 60)  # and will never be done

    assert early("key", 30, ready, patience=0.05) == 1


def test_an_error_is_nobody_elses(ready: Maker) -> None:
    def broken() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        early("key", 30, broken)

    assert early("key", 30, ready) == 1
