"""A release is shipped that cannot fill a cart, while people order."""

import subprocess
import sys

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.host import write
from drills.place import ROOT, Place
from drills.shopping import newest, orders, until_mailed

GOOD, BAD = "a" * 40, "b" * 40
IMAGES = {commit: f"registry.example.com/shop@sha256:{commit[0] * 64}" for commit in (GOOD, BAD)}


def trouble(place: Place) -> dict[str, str]:
    """Ship it past the checks, and let people order who had filled their carts before."""
    broken = {"RELEASE": BAD, "DJANGO_SETTINGS_MODULE": "drills.releases.broken"}
    write(place.folder / "images.json", {IMAGES[GOOD]: {"RELEASE": GOOD}, IMAGES[BAD]: broken})
    write(place.folder / "serves.json", {"image": IMAGES[GOOD], "variables": {"RELEASE": GOOD}})
    orders(1)
    ship = [sys.executable, "-m", "drills.host", "activate", IMAGES[BAD]]
    subprocess.run(ship, cwd=ROOT, env=place.variables(), check=True)
    orders(2)
    return {"BEFORE": IMAGES[GOOD], "COMMIT": GOOD}


def proof(place: Place) -> None:
    """The release before serves, and no order was lost on the way."""
    if place.release() != {"RELEASE": GOOD}:
        raise DrillFailed("The release before does not serve.")
    until_mailed(place, newest(3))


DRILL = Drill(trouble, proof)
