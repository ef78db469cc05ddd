"""Run inside a store: read one list in two ways, and ask on two connections. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"  # as in production, Django keeps no log of queries unless it is asked

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from performance.tunings.lists import PRODUCTS, row_by_row, together

TIMES = 100


def ask() -> None:
    """Run the smallest statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_anew() -> None:
    """The same, on a connection that is made for it and closed after, as without `CONN_MAX_AGE`."""
    connection.close()
    ask()


def milliseconds(*works: Callable[[], object]) -> list[float]:
    """Do each often, in turns, so that what else the machine does falls on all; gives the middle times."""
    rounds = [[timed(work) for work in works] for _ in range(TIMES)]
    return [round(median(taken), 2) for taken in zip(*rounds, strict=True)]


def timed(work: Callable[[], object]) -> float:
    """How long it takes once."""
    before = perf_counter()
    work()
    return (perf_counter() - before) * 1000


def queries(work: Callable[[], object]) -> int:
    """How often it asks the database."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def main() -> None:
    """Fill the store as its own `make run` does, and measure."""
    call_command("migrate", verbosity=0)
    call_command("seed_catalog", verbosity=0)
    slow, fast = milliseconds(row_by_row, together)
    kept, anew = milliseconds(ask, ask_anew)
    found = {
        "products": PRODUCTS,
        "row by row": {"queries": queries(row_by_row), "milliseconds": slow},
        "together": {"queries": queries(together), "milliseconds": fast},
        "kept": kept,
        "anew": anew,
    }
    print(json.dumps(found))


# The seed draws pictures in processes of its own, which import this file again.
if __name__ == "__main__":
    main()
