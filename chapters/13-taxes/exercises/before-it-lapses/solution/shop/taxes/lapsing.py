"""Which rates end with nothing behind them."""

from datetime import date

from shop.taxes.places import Place
from shop.taxes.table import Row, TaxTable


def lapsing(table: TaxTable, on: date, until: date) -> list[tuple[date, str, str]]:
    """The first day without a rate of each place and kind that has one today, if it is not later than a day."""
    ends = ((last_day(row, table), row) for row in table.rows if row.holds(on))
    return sorted(
        (day, str(Place(row.country, row.subdivision)), row.category)
        for day, row in ends
        if day is not None and day <= until
    )


def last_day(row: Row, table: TaxTable) -> date | None:
    """The first day on which neither a row nor any that follows it holds."""
    day = row.valid_until
    while day is not None:
        following = [other for other in table.rows if same(other, row) and other.holds(day)]
        if not following:
            return day
        day = following[0].valid_until
    return None


def same(one: Row, other: Row) -> bool:
    """Whether two rows are about one place and one kind of goods."""
    return (one.country, one.subdivision, one.category) == (other.country, other.subdivision, other.category)
