"""Somebody deletes all orders; a backup and the log bring the database back to the moment before."""

import subprocess

from django.db import connection, connections

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import newest, orders, until_mailed
from local.processes import as_plain_user
from shop.orders.models import Order

BEFORE, SINCE = 2, 3


def trouble(place: Place) -> dict[str, str]:
    """Take a backup, let people order, note the moment, and delete."""
    archive, backup = place.folder / "archive", place.folder / "backup"
    archive.mkdir()
    keep_the_log(place, str(archive))
    until_mailed(place, orders(BEFORE))
    copy = ["pg_basebackup", "--dbname", place.variables()["ADMIN_URL"], "--checkpoint=fast"]
    subprocess.run(
        [*as_plain_user(place.folder), *copy, "--pgdata", str(backup)], env=place.variables(), check=True
    )
    until_mailed(place, orders(SINCE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()::text")
        moment = cursor.fetchone()[0]
    place.psql("TRUNCATE orders_order CASCADE")
    connections.close_all()
    found = {"BACKUP": backup, "ARCHIVE": archive, "DATA": place.postgres.data}
    return {"MOMENT": moment, **{name: str(path) for name, path in found.items()}}


def keep_the_log(place: Place, archive: str) -> None:
    """Have the server bring each finished piece of its log elsewhere, as in production."""
    place.psql("ALTER SYSTEM SET archive_mode = on")
    place.psql(f"ALTER SYSTEM SET archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f'")
    connections.close_all()
    place.stop("postgres")
    place.start("postgres")


def proof(place: Place) -> None:
    """All orders are there, those since the backup as well, and the shop takes more."""
    if (found := Order.objects.filter(contact__email__startswith="ada.drill").count()) != BEFORE + SINCE:
        raise DrillFailed(f"{found} orders of {BEFORE + SINCE} are there.")
    orders(1)
    until_mailed(place, newest(1))


DRILL = Drill(trouble, proof)
