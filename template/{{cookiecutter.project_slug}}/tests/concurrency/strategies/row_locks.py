"""Hold the rows while looking: who comes second reads what the first has written."""

from django.db import transaction

from tests.concurrency.strategies.base import Lines, OnShelf, execute, put, summed


class RowLocks(OnShelf):
    """SELECT … FOR UPDATE in key order, then look, then write: two trips, with the rows held between them."""

    @transaction.atomic
    def take(self, lines: Lines) -> bool:
        """Lock, look, write."""
        units = summed(lines)
        looked = execute(
            "SELECT id, on_hand - held FROM laboratory_shelf WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
            [list(units)],
        )
        if any(free < units[thing] for thing, free in looked):
            return False
        put(units, 1)
        return True


class RowLocksAsTheyCome(OnShelf):
    """The same, locked line by line as the cart has them. It never oversells; it waits in rings instead."""

    @transaction.atomic
    def take(self, lines: Lines) -> bool:
        """Lock each line's row, then look, then write."""
        units = summed(lines)
        free = {thing: self.locked(thing) for thing, _ in lines}
        if any(free[thing] < units[thing] for thing in units):
            return False
        put(units, 1)
        return True

    def locked(self, thing: int) -> int:
        """Hold a row; gives what is free of it."""
        ((free,),) = execute("SELECT on_hand - held FROM laboratory_shelf WHERE id = %s FOR UPDATE", [thing])
        return int(free)
