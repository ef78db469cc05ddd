"""The database server dies while people order. A standby has all that was confirmed."""

from contextlib import suppress
from threading import Thread

import psycopg
from django.db import Error, connection, connections

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.host import write
from drills.place import Place
from drills.shopping import newest, orders, until_mailed
from drills.standby import follow
from drills.waiting import until
from shop.orders.models import Order

IMAGE = f"registry.example.com/shop@sha256:{'5' * 64}"
COMMIT = "5" * 40
LEAST = 5  # orders that are confirmed before the server dies
confirmed: list[str] = []


def trouble(place: Place) -> dict[str, str]:
    """Have a standby that each commit waits for; then let people order, and kill the server meanwhile."""
    standby = follow(place)
    wait_for_it(place)
    buyers = Thread(target=go_on_ordering)
    buyers.start()
    until(lambda: len(confirmed) >= LEAST, "people order")
    place.kill("postgres")
    buyers.join()
    told = {
        "DATABASE_URL": standby.replace("//postgres@", "//shop@"),
        "ADMIN_URL": standby,
        "RELEASE": COMMIT,
    }
    write(place.folder / "images.json", {IMAGE: told})
    return {"STANDBY_URL": standby, "IMAGE": IMAGE, "COMMIT": COMMIT}


def wait_for_it(place: Place) -> None:
    """Let each of the shop's commits wait until the standby has it, too."""
    with psycopg.connect(place.postgres.url("shop"), autocommit=True) as server:
        server.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        server.execute("SELECT pg_reload_conf()")
        server.execute("ALTER ROLE shop SET synchronous_commit = 'remote_apply'")
        asked = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
        until(lambda: server.execute(asked).fetchone(), "the standby follows")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop'")
    connections.close_all()


def go_on_ordering() -> None:
    """Order until the server is gone, and note what was confirmed."""
    with suppress(Error):
        while True:
            confirmed.extend(order.public_id for order in orders(1))
    connection.close()


def proof(place: Place) -> None:
    """All that was confirmed is there, whoever orders now gets a mail, and the old server stays away."""
    connection.settings_dict["PORT"] = int(place.variables()["DATABASE_URL"].rpartition(":")[2].split("/")[0])
    connections.close_all()
    there = set(Order.objects.values_list("public_id", flat=True))
    if lost := set(confirmed) - there:
        raise DrillFailed(f"Confirmed, and lost: {', '.join(sorted(lost))}.")
    orders(2)
    until_mailed(place, newest(2))


DRILL = Drill(trouble, proof)
