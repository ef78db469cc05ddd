"""What every way must do, and the shelf on which they are tried."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.db import connection

# So many of something, as the lines of a cart say it: in any order, and one thing may stand there twice.
Lines = Sequence[tuple[int, int]]


class Strategy(Protocol):
    """A way to take things, when others take at the same time."""

    def fill(self, stock: Mapping[int, int]) -> None:
        """Put so many of each thing on an empty shelf."""
        ...

    def take(self, lines: Lines) -> bool:
        """Take all that the lines say, or nothing; says which."""
        ...

    def give_back(self, lines: Lines) -> None:
        """Put back what was taken."""
        ...

    def held(self) -> dict[int, int]:
        """How many of each thing are taken, as the database believes."""
        ...


class OnShelf:
    """A table like that of the stock items, without the constraint: here each way must hold by itself."""

    def fill(self, stock: Mapping[int, int]) -> None:
        """Make the table anew."""
        execute("DROP TABLE IF EXISTS laboratory_shelf")
        execute(
            "CREATE TABLE laboratory_shelf (id integer PRIMARY KEY, on_hand integer NOT NULL,"
            " held integer NOT NULL DEFAULT 0, version integer NOT NULL DEFAULT 0)"
        )
        columns = [list(stock), list(stock.values())]
        execute("INSERT INTO laboratory_shelf SELECT * FROM unnest(%s::int[], %s::int[])", columns)

    def take(self, lines: Lines) -> bool:
        """Each way has its own."""
        raise NotImplementedError

    def give_back(self, lines: Lines) -> None:
        """Put back in key order; no way needs to look first."""
        put(summed(lines), -1)

    def held(self) -> dict[int, int]:
        """What the table says."""
        return dict(execute("SELECT id, held FROM laboratory_shelf"))

    def remove(self) -> None:
        """Leave no table behind."""
        execute("DROP TABLE IF EXISTS laboratory_shelf")


def summed(lines: Lines) -> dict[int, int]:
    """Units by thing, in key order: whoever always begins with the smallest key never waits in a ring."""
    units: Counter[int] = Counter()
    for thing, count in lines:
        units[thing] += count
    return dict(sorted(units.items()))


def put(units: Mapping[int, int], sign: int) -> None:
    """Add to what is taken, without looking, in key order."""
    execute(
        "WITH asked AS MATERIALIZED (SELECT shelf.id, asked.units FROM laboratory_shelf shelf"
        " JOIN unnest(%s::int[], %s::int[]) AS asked (id, units) ON shelf.id = asked.id"
        " ORDER BY shelf.id FOR UPDATE OF shelf)"
        " UPDATE laboratory_shelf shelf SET held = held + %s * asked.units FROM asked"
        " WHERE shelf.id = asked.id",
        [list(units), list(units.values()), sign],
    )


def execute(statement: str, values: Sequence[Any] = ()) -> list[Any]:
    """Run one statement; gives its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []
