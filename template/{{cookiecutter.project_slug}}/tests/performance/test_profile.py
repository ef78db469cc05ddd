"""A profile counts calls, below the functions of the shop, and always the same."""

import pytest

from performance.profile import is_ours, named
from performance.reading import counted
from shop.core.money import Money


def leaf() -> None:
    """Call nothing."""


def branch() -> None:
    """Call it three times."""
    for _ in range(3):
        leaf()


def around(times: int) -> None:
    """Call itself so often, and the branch at the end."""
    if times:
        around(times - 1)
    else:
        branch()


def test_below_a_function_is_what_it_called_and_what_those_called() -> None:
    calls = counted(branch)

    assert calls.below[branch.__code__] == 3
    assert (calls.times[leaf.__code__], calls.below[leaf.__code__]) == (3, 0)


def test_who_calls_itself_counts_once() -> None:
    calls = counted(lambda: around(4))

    assert (calls.times[around.__code__], calls.below[around.__code__]) == (5, 4 + 1 + 3)


def test_an_error_ends_the_counting() -> None:
    def fails() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        counted(fails)

    assert counted(leaf).total == counted(leaf).total


def test_functions_of_the_shop_are_told_by_where_they_stand() -> None:
    assert named(Money.format.__code__) == "shop/core/money.py: Money.format"
    assert is_ours(Money.format.__code__)
    assert not is_ours(pytest.fixture.__code__)
    assert not is_ours(counted.__code__)
