"""Lock a number that stands for a thing, instead of its row."""

from django.db import transaction

from tests.concurrency.strategies.base import Lines, OnShelf, execute, put, summed

SHELF = 17  # a name space: what else the shop locks by number must not meet these


class Advisory(OnShelf):
    """Good for what has no row to lock. Whoever forgets to ask, or asks for another, is not stopped."""

    @transaction.atomic
    def take(self, lines: Lines) -> bool:
        """Lock the numbers in order, then look, then write."""
        units = summed(lines)
        execute(
            "SELECT pg_advisory_xact_lock(%s, thing)"
            " FROM (SELECT unnest(%s::int[]) AS thing ORDER BY 1) things",
            [SHELF, list(units)],
        )
        looked = execute("SELECT id, on_hand - held FROM laboratory_shelf WHERE id = ANY(%s)", [list(units)])
        if any(free < units[thing] for thing, free in looked):
            return False
        put(units, 1)
        return True
