"""Who watches hears of what is done; what is done does not know who watches."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shop.core import observing
from shop.core.observing import Doing, carried, carry, doing, ends, listen, notice, observe


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody watches but who is named in a test."""
    for name in ("_observers", "_carriers", "_listeners"):
        monkeypatch.setattr(observing, name, [])


@pytest.fixture
def seen() -> list[str]:
    """What an observer saw."""
    seen: list[str] = []

    @contextmanager
    def watch(what: Doing) -> Iterator[None]:
        seen.append(f"{what.kind} {what.name} begins")
        try:
            yield
        finally:
            seen.append(f"{what.kind} {what.name} {what.outcome}")

    observe(watch)
    observe(watch)
    return seen


def test_it_is_told_once_that_something_begins_and_how_it_ends(seen: list[str]) -> None:
    with doing("task", "errand"):
        pass

    assert seen == ["task errand begins", "task errand done"]


def test_what_goes_wrong_goes_on_and_is_told(seen: list[str]) -> None:
    with pytest.raises(KeyError), doing("task", "errand"):
        raise KeyError

    assert seen == ["task errand begins", "task errand failed"]


def test_the_innermost_is_told_how_it_ends(seen: list[str]) -> None:
    with doing("request", "page"), doing("task", "errand"):
        ends("dead")
    ends("nobody is doing anything")

    assert seen[2:] == ["task errand dead", "request page done"]


def test_what_is_noticed_is_heard() -> None:
    heard: list[tuple[str, float]] = []
    listen(lambda what, amount: heard.append((what, amount)))

    notice("stock.refused")
    notice("checkout.seconds", 4.5)

    assert heard == [("stock.refused", 1), ("checkout.seconds", 4.5)]


def test_outside_goes_only_what_may() -> None:
    carry(lambda: {"request": "r-1"})
    carry(lambda: {"trace": "t-1"}, outside=True)

    assert carried() == {"request": "r-1", "trace": "t-1"}
    assert carried(outside=True) == {"trace": "t-1"}
