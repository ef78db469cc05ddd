"""An export locks a table and others count for ever, so that pages wait."""

import sys

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import ROOT, Place
from drills.shopping import newest, orders, page, until_mailed
from drills.waiting import until

# As somebody at a console who has locked what they export, and has gone to lunch.
EXPORT = """
import os, psycopg, signal
line = psycopg.connect(os.environ["ADMIN_URL"], application_name="export")
line.execute("LOCK TABLE catalog_product IN ACCESS EXCLUSIVE MODE")
print(line.info.backend_pid, flush=True)
signal.pause()
"""
COUNT = """
import os, psycopg
line = psycopg.connect(os.environ["DATABASE_URL"], application_name="report")
print("counts", flush=True)
line.execute("SELECT count(*) FROM generate_series(1, 1000000000) AS a, generate_series(1, 1000) AS b")
"""


def trouble(place: Place) -> dict[str, str]:
    """Start both, and wait until the lock is held."""
    for name, program in (("report", COUNT), ("export", EXPORT)):
        place.processes.start(name, [sys.executable, "-c", program], place.variables(), ROOT)
        until(lambda name=name: place.log(name).strip(), f"the {name} is at work")  # type: ignore[misc]
    return {"PAGE": page(), "BLOCKER": place.log("export").strip()}


def proof(place: Place) -> None:
    """The page answers, and an order goes through."""
    if place.ask(page()) != 200:
        raise DrillFailed("The page does not answer.")
    orders(1)
    until_mailed(place, newest(1))


DRILL = Drill(trouble, proof)
