"""A report takes every connection, and keeps it in the middle of a transaction."""

import sys

from django.db import connections

from drills.drill import Drill
from drills.place import ROOT, Place
from drills.shopping import newest, orders, until_mailed
from drills.waiting import until

NAME = "nightly-report"
# It opens connections until the server refuses, and waits. What was ended is not opened again.
REPORT = """
import os, psycopg, signal
kept = []
try:
    while True:
        kept.append(psycopg.connect(os.environ["DATABASE_URL"], application_name="nightly-report"))
        kept[-1].execute("SELECT 1")
except psycopg.OperationalError:
    print("took all", flush=True)
signal.pause()
"""

END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = 'shop' AND application_name <> 'nightly-report'
"""


def trouble(place: Place) -> dict[str, str]:
    """Let the report take what is free, and then what the shop lets go of."""
    orders(1)
    connections.close_all()
    for turn in range(2):
        name = f"report{turn}"
        place.processes.start(name, [sys.executable, "-c", REPORT], place.variables(), ROOT)
        until(lambda name=name: "took all" in place.log(name), "the report takes all")  # type: ignore[misc]
        if not turn:
            # Those of the shop that are idle end by themselves within a minute; nobody has to wait for it.
            place.psql(END_OTHERS)
    return {"CULPRIT": NAME}


def proof(place: Place) -> None:
    """It sells, and who ordered has a mail."""
    orders(1)
    until_mailed(place, newest(2))


DRILL = Drill(trouble, proof)
