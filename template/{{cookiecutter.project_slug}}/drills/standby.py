"""A second database server that repeats what the first one writes."""

import subprocess

import psycopg

from drills.place import Place
from drills.waiting import until
from local.postgres import programs
from local.processes import HOST, as_plain_user, free_port


def follow(place: Place) -> str:
    """Copy the shop's server while it runs, and let the copy follow; gives its superuser's address."""
    admin, folder, port = place.postgres.url("shop"), place.folder / "standby", free_port()
    folder.mkdir()
    copy = [*as_plain_user(folder), str(programs() / "pg_basebackup"), "-D", str(folder / "data")]
    source = f"{admin}?application_name=standby"
    subprocess.run([*copy, "-R", "-X", "stream", "-c", "fast", "-d", source], check=True)
    words = ["-D", str(folder / "data"), "-p", str(port), "-h", HOST, "-k", "", "-c", "fsync=off"]
    place.processes.start(
        "standby", [*as_plain_user(folder), str(programs() / "postgres"), *words], place.variables(), folder
    )
    with psycopg.connect(admin, autocommit=True) as server:
        asked = "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'"
        until(lambda: server.execute(asked).fetchone(), "the standby follows")
    return f"postgres://postgres@{HOST}:{port}/shop"
