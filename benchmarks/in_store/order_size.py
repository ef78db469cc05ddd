"""Run inside a store: how many bytes an order leaves in the database. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
import sys
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from tests.orders.builders import an_order
from tests.outbox.doing import all_done

ORDERS = int(os.environ.get("ORDERS", "400"))  # of two plates each, and there are a thousand
SIZES = """
    SELECT relname, pg_total_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


def sizes() -> Counter[str]:
    """The bytes of each table, with its indexes, when all that is dead has been cleared away."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL")
        cursor.execute(SIZES)
        return Counter(dict(cursor.fetchall()))


def main() -> None:
    """Order once, so that what all orders share is there; then order many times, and compare."""
    call_command("migrate", verbosity=0)
    an_order(MUG=1)
    before = sizes()
    for number in range(ORDERS):
        an_order(MUG=1, PLATE=2)
        if number % 100 == 0:
            print(number, file=sys.stderr, flush=True)
    all_done()
    grown = sizes() - before
    largest = {table: size / ORDERS for table, size in grown.most_common(6)}
    print(json.dumps({"orders": ORDERS, "bytes": sum(grown.values()) / ORDERS, "largest": largest}))


if __name__ == "__main__":
    main()
