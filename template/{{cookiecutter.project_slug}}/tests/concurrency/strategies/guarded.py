"""Look and write in one statement: the condition stands beside the change, and the database decides."""

from django.db import transaction

from tests.concurrency.strategies.base import Lines, OnShelf, execute, summed

TAKE = """
WITH asked AS MATERIALIZED (
    SELECT shelf.id, asked.units FROM laboratory_shelf shelf
    JOIN unnest(%s::int[], %s::int[]) AS asked (id, units) ON shelf.id = asked.id
    ORDER BY shelf.id FOR UPDATE OF shelf
)
UPDATE laboratory_shelf shelf SET held = held + asked.units FROM asked
WHERE shelf.id = asked.id AND on_hand - held >= asked.units
RETURNING shelf.id
"""


class Guarded(OnShelf):
    """One trip. Rows that are short are not changed, and then all of it is undone."""

    def take(self, lines: Lines) -> bool:
        """Change each row that has enough; if one had not, change none."""
        units = summed(lines)
        with transaction.atomic():
            complete = len(execute(TAKE, [list(units), list(units.values())])) == len(units)
            if not complete:
                transaction.set_rollback(True)
        return complete
