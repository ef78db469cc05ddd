"""A standby was switched off, and its slot keeps everything that the server writes."""

import psycopg

from drills.drill import Drill
from drills.place import Place
from drills.shopping import newest, orders, until_mailed

SLOT = "standby_of_spring"
MEGABYTES = 160  # more than twice of what the server may keep for itself


def trouble(place: Place) -> dict[str, str]:
    """Forget a slot, and write as much as a shop does in a week."""
    with psycopg.connect(place.postgres.url("shop"), autocommit=True) as server:
        server.execute("ALTER SYSTEM SET max_wal_size = '64MB'")
        server.execute("SELECT pg_reload_conf()")
        server.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])
        for _ in range(MEGABYTES // 8):
            server.execute("SELECT pg_logical_emit_message(false, 'drill', repeat('x', 8 * 1024 * 1024))")
        server.execute("CHECKPOINT")
    orders(2)
    return {"SLOT": SLOT}


def proof(place: Place) -> None:
    """People went on ordering."""
    orders(1)
    until_mailed(place, newest(3))


DRILL = Drill(trouble, proof)
