"""Somebody had the replica stand still for a report, and forgot it."""

import psycopg

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.host import serve
from drills.place import Place
from drills.shopping import newest, orders, until_mailed
from drills.standby import follow
from shop.orders.models import Order

ORDERS = 3


def trouble(place: Place) -> dict[str, str]:
    """Let the shop read from a replica, have that stand still, and write on."""
    standby = follow(place)
    serve(place, "with a replica", {"REPLICA_URL": standby.replace("//postgres@", "//shop@")})
    with psycopg.connect(standby, autocommit=True) as replica:
        replica.execute("SELECT pg_wal_replay_pause()")
    orders(ORDERS)
    with psycopg.connect(place.postgres.url("shop"), autocommit=True) as server:
        server.execute("SELECT pg_logical_emit_message(false, 'drill', repeat('x', 8 * 1024 * 1024))")
    return {"REPLICA_ADMIN_URL": standby}


def proof(place: Place) -> None:
    """The replica has every order, pages are answered, and nobody's mail is missing."""
    until_mailed(place, newest(ORDERS))
    with psycopg.connect(place.release()["REPLICA_URL"]) as replica:
        (there,) = replica.execute("SELECT count(*) FROM orders_order").fetchone() or (0,)
    if there != Order.objects.count() or place.ask("/health/ready") != 200:
        raise DrillFailed(f"{there} of {Order.objects.count()} orders are with the replica.")


DRILL = Drill(trouble, proof)
