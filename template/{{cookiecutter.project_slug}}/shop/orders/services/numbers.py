"""Number orders so that nobody who counts them finds one missing."""

from datetime import datetime

from django.db import connection

# The row is locked by its change, until the transaction ends: who comes second waits, and counts on from
# what the first has left. If the first gives up, its number was never given. A series begins here too.
COUNT = """
INSERT INTO orders_numbercounter AS counter (series, last) VALUES (%s, 1)
ON CONFLICT (series) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


def next_number(*, series: str) -> int:
    """The next number of a series, without a gap. Costs one statement, and a queue.

    Call it as late as possible: from here to the end of the transaction, everybody waits who wants a number
    of this series.

    Raises:
        RuntimeError: there is no transaction that the number could share its fate with.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken in one transaction with what is numbered. Found: none.")
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [series])
        return int(cursor.fetchone()[0])


def series_of(moment: datetime) -> str:
    """The series in which an order of this moment is counted: a year."""
    return f"{moment:%Y}"
