"""A migration is killed while it builds an index, and leaves half of it."""

import sys
from contextlib import closing

import psycopg
from django.db import connection

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import ROOT, Place
from drills.shopping import newest, orders, until_mailed
from drills.waiting import until

APP, BEFORE, INDEX = "orders", "0008", "order_contact_email_key"
HALF = "SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)"


def trouble(place: Place) -> None:
    """Undo the migration, begin it while an old transaction is open, and kill it in the middle."""
    place.manage("migrate", APP, BEFORE, "--verbosity=0")
    with closing(psycopg.connect(place.variables()["ADMIN_URL"])) as old:
        # An index that is built beside the writers waits for all that still look at an older state.
        old.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        old.execute("SELECT count(*) FROM orders_order")
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        place.processes.start("migrating", command, place.variables(), ROOT)
        until(is_half, "half an index is there")
        place.kill("migrating")
        place.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'")
    orders(1)


def is_half() -> bool:
    """Whether the index is there and not valid."""
    with connection.cursor() as cursor:
        cursor.execute(HALF, [INDEX])
        row = cursor.fetchone()
    return bool(row and row[0])


def proof(place: Place) -> None:
    """The index is whole, and who ordered meanwhile has a mail."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [INDEX])
        if is_half() or not cursor.fetchone()[0]:
            raise DrillFailed("The index is not whole.")
    until_mailed(place, newest(1))


DRILL = Drill(trouble, proof)
