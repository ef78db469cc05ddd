"""One drill, from its trouble to its cure: `python -m drills.one NAME --base FOLDER --folder FOLDER`.

It is a process of its own, so that Django is set up for this drill's shop and no other.
"""

import argparse
import json
import os
import sys
import traceback
from pathlib import Path
from time import monotonic
from typing import Any

import django

from drills.drill import Drill, drill_of, nothing
from drills.errors import DrillFailed
from drills.page import FOLDER, Runbook, runbook, written
from drills.place import Place, copied
from drills.terminal import Terminal
from local.interrupts import interruptible


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m drills.one", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--told", type=Path, required=True, help="where to write what came of it")
    parser.add_argument("--write", action="store_true", help="write into the page what commands print")
    asked = parser.parse_args()
    place = copied(asked.base, asked.folder)
    try:
        with interruptible():
            told = drilled(place, asked.name, write=asked.write)
    except DrillFailed as error:
        told = {"failed": str(error)}
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - whatever goes wrong in a drill, the others go on
        told = {"failed": traceback.format_exc()}
    finally:
        place.close()
    asked.told.write_text(json.dumps({"runbook": asked.name, **told}))
    return "failed" in told


def drilled(place: Place, name: str, *, write: bool) -> dict[str, Any]:
    """Open the shop, and go through the drill; gives how it went."""
    drill = opened(place, name)
    terminal = Terminal(place, {}, strict=not write)
    try:
        return went_through(place, runbook(name), drill, terminal)
    finally:
        if write:
            file = FOLDER / f"{name}.md"
            file.write_text(written(file.read_text("utf-8"), terminal.printed), "utf-8")


def opened(place: Place, name: str) -> Drill:
    """Open the shop, and let this process belong to it; gives the drill."""
    place.open()
    os.environ.update(place.variables())
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    drill = drill_of(name)
    for process in drill.also:
        place.start(process)
    return drill


def went_through(place: Place, page: Runbook, drill: Drill, terminal: Terminal) -> dict[str, Any]:
    """Make the trouble, see it, cure it as the page says, and look whether it is cured.

    Raises:
        DrillFailed: any of these did not go as the page says.
    """
    terminal.variables |= drill.trouble(place) or {}
    began = monotonic()
    terminal.until(page, "Symptoms")
    rang = heard(page, so=True)
    seen = monotonic()
    if terminal.strict and terminal.all_hold(page, "Verification"):
        raise DrillFailed("The verification holds before anything was done: it proves nothing.")
    for section in ("First five minutes", "Diagnosis", "Fix", "Verification"):
        drill.before.get(section, nothing)(place)
        if section == "Verification":
            terminal.until(page, section, well=True)
        else:
            terminal.once(page, section, well=section == "Fix")
    cured = monotonic()
    drill.proof(place)
    heard(page, so=False)
    return {
        "cause": page.head["cause"],
        "alarms": page.alarms,
        "detected_by": rang or page.typed("Symptoms")[0].command,
        "seen_seconds": round(seen - began, 1),
        "cured_seconds": round(cured - seen, 1),
    }


def heard(page: Runbook, *, so: bool) -> str:
    """Ask the alarms of a page whether they ring, or wait until they do not; gives the first that rang."""
    # {% if part("metrics") %}
    from drills.alarms import first_that_rings, until_silent  # noqa: PLC0415 - Django must be set up

    if not so:
        until_silent(page.alarms)
        return ""
    return first_that_rings(page.alarms)
    # {% else %}
    return ""
    # {% endif %}


if __name__ == "__main__":
    sys.exit(main())
