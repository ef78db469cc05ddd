"""Read a number, think, write another. It is wrong, and it is what everybody writes first."""

from django.db import transaction

from tests.concurrency.strategies.base import Lines, OnShelf, execute, summed


class Naive(OnShelf):
    """Two who read the same number both write what they make of it; the second forgets the first."""

    @transaction.atomic
    def take(self, lines: Lines) -> bool:
        """Look, decide in Python, write."""
        units = summed(lines)
        looked = execute("SELECT id, on_hand, held FROM laboratory_shelf WHERE id = ANY(%s)", [list(units)])
        if any(on_hand - held < units[thing] for thing, on_hand, held in looked):
            return False
        for thing, _, held in sorted(looked):
            execute("UPDATE laboratory_shelf SET held = %s WHERE id = %s", [held + units[thing], thing])
        return True
