"""A trouble that nobody names, in a whole shop, for people to find and to cure: `make game`.

A seed draws it, so that another team can have the same one. The game says what rings and how to reach the
shop. It is over when what the trouble's page wants to be true is true, or when the time is up; then it says
which page it was.

    make game ARGS="--seed 7 --minutes 20"
"""

import argparse
import random
import shlex
import sys
from pathlib import Path
from time import monotonic

from drills.errors import DrillFailed
from drills.one import heard, opened
from drills.page import names, runbook
from drills.place import Place, close, copied, made
from drills.terminal import Terminal
from drills.waiting import until
from local.interrupts import interruptible
from local.processes import ServerError
from local.services import FOLDER

PLACE = FOLDER / "drills"


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m drills.game",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    drawing = "which trouble it is; drawn, if you say none"
    parser.add_argument("--seed", type=int, default=random.randrange(1000), help=drawing)  # noqa: S311 - a game
    parser.add_argument("--minutes", type=float, default=30, help="how long the team has (30)")
    asked = parser.parse_args()
    base, folder, name = PLACE / "base", PLACE / "game", drawn(asked.seed)
    try:
        with interruptible():
            made(base, lambda line: print(f"{line} ...", flush=True))
            print(f"The game is number {asked.seed}.", flush=True)
            seconds = played(copied(base, folder), name, asked.minutes * 60)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    except (DrillFailed, ServerError) as error:
        print(
            f"Not cured. It was runbooks/{name}.md: {runbook(name).head['cause']}.\n{error}", file=sys.stderr
        )
        return 1
    finally:
        close(base)
        close(folder)
    minutes, rest = divmod(round(seconds), 60)
    print(f"Cured after {minutes} min {rest} s. It was runbooks/{name}.md: {runbook(name).head['cause']}.")
    return 0


def drawn(seed: int) -> str:
    """The runbook of the trouble that a seed stands for. Those that no alarm leads to are no game."""
    return random.Random(seed).choice([name for name in names() if runbook(name).alarms != ["none"]])  # noqa: S311


def played(place: Place, name: str, patience: float) -> float:
    """Make the trouble, and wait until somebody has cured it; gives how many seconds that took.

    Raises:
        DrillFailed: nobody did in time, or something was lost.
    """
    page, drill = runbook(name), opened(place, name)
    terminal = Terminal(place, dict(drill.trouble(place) or {}))
    terminal.until(page, "Symptoms")
    rings = heard(page, so=True)
    for by_itself in drill.before.values():
        by_itself(place)
    began = monotonic()
    print(f"{f'{rings} rings' if rings else page.head['impact']}. The shop is at {place.shop}.")
    print(f"Sit down there: bash --rcfile {seat(place, terminal)}", flush=True)
    until(lambda: terminal.all_hold(page, "Verification"), "it is cured", patience)
    seconds = monotonic() - began
    drill.proof(place)
    return seconds


def seat(place: Place, terminal: Terminal) -> Path:
    """A file that makes a shell one of whoever is on duty for this shop."""
    known = {**place.variables(), **terminal.variables}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in known.items()]
    file, draft = place.folder / "seat", place.folder / "seat.new"
    draft.write_text("\n".join([*lines, ""]))
    return draft.rename(file)


if __name__ == "__main__":
    sys.exit(main())
