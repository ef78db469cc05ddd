"""On Mondays the bookkeeper reads which rates will lapse."""

from datetime import date
from importlib import import_module

from shop.taxes.table import Row, TaxTable
from tests.taxes.builders import a_row

MONDAY, EASTER, SUMMER = date(2026, 3, 2), date(2026, 4, 5), date(2026, 7, 1)


def lapsing(*rows: Row, until: date = SUMMER) -> list[tuple[date, str, str]]:
    """What she reads on Monday, of a table with these rows."""
    listed = import_module("shop.taxes.lapsing").lapsing(TaxTable(rows), MONDAY, until)
    assert isinstance(listed, list)
    return listed


def test_a_rate_that_ends_with_nothing_behind_it_is_listed() -> None:
    rates = [
        a_row("IE", "standard", "21", ends=SUMMER),
        a_row("DE", "standard", "19"),
        a_row("US-CA", "standard", "7.25", ends=EASTER),
        a_row("IE", "books", "0", ends=SUMMER),
    ]

    assert lapsing(*rates) == [
        (EASTER, "US-CA", "standard"),
        (SUMMER, "IE", "books"),
        (SUMMER, "IE", "standard"),
    ]


def test_a_rate_that_another_follows_is_not_listed() -> None:
    assert lapsing(a_row("IE", "standard", "21", ends=EASTER), a_row("IE", "standard", "23", EASTER)) == []


def test_the_last_of_several_that_follow_each_other_counts() -> None:
    first, second = a_row("IE", "standard", "21", ends=EASTER), a_row("IE", "standard", "22", EASTER, SUMMER)

    assert lapsing(second, first) == [(SUMMER, "IE", "standard")]


def test_what_ends_after_the_last_day_or_ended_before_is_left_out() -> None:
    late, gone = a_row("IE", "standard", "21", ends=SUMMER), a_row("FR", "standard", "20", ends=date(2026, 1, 1))

    assert lapsing(late, gone, until=date(2026, 6, 30)) == []
    assert lapsing(late, gone) == [(SUMMER, "IE", "standard")]
