"""Make a trouble on purpose, see it, and cure it as its runbook says: `make drills`.

Each drill has a whole shop of its own: PostgreSQL, Valkey, and every process as production starts it. It
types the commands of the page in `runbooks/` as they stand there. Exit code 1: a drill failed.

    make drills ARGS="--list"
    make drills ARGS="outbox-stuck beat-silent --json drills.json"
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drills.errors import DrillFailed
from drills.page import names, runbook
from drills.place import ROOT, close, made
from local.interrupts import interruptible
from local.processes import ServerError
from local.services import FOLDER

PLACE = FOLDER / "drills"


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m drills", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="RUNBOOK", help="these alone; otherwise all")
    parser.add_argument("--list", action="store_true", help="say which there are, and run none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what came of each, for programs")
    parser.add_argument("--write", action="store_true", help="write into the pages what commands print")
    asked = parser.parse_args()
    chosen = asked.names or names()
    if unknown := [name for name in chosen if name not in names()]:
        print(
            f"There is no such runbook.\nFound: {unknown[0]}.\nDo: choose among {', '.join(names())}.",
            file=sys.stderr,
        )
        return 2
    if asked.list:
        print("\n".join(f"{name:<24}{runbook(name).head['cause']}" for name in chosen))
        return 0
    try:
        with interruptible():
            told = run(chosen, write=asked.write)
    except (DrillFailed, ServerError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1) + "\n")
    print("\n".join(["", *table(told)]))
    return any("failed" in one for one in told)


def run(chosen: Sequence[str], *, write: bool) -> list[dict[str, Any]]:
    """Run drills one after the other; gives what came of each."""
    told = []
    base = PLACE / "base"
    try:
        made(base, lambda line: print(f"{line} ...", flush=True))
        for at, name in enumerate(chosen, 1):
            print(f"[{at}/{len(chosen)}] {name} ...", flush=True)
            told.append(one(base, name, write=write))
            print(f"[{at}/{len(chosen)}] {name}: {line_of(told[-1])}", flush=True)
    finally:
        close(base)
        for name in chosen:
            close(PLACE / name)
    return told


def one(base: Path, name: str, *, write: bool) -> dict[str, Any]:
    """Run one drill; gives what came of it."""
    file, folder = PLACE / f"{name}.json", PLACE / name
    file.unlink(missing_ok=True)
    words = ["--base", str(base), "--folder", str(folder), "--told", str(file), *(["--write"] * write)]
    # What the developer's shop is told must not reach this one.
    own = {key: value for key, value in os.environ.items() if not key.endswith(("_URL", "_KEY"))}
    subprocess.run([sys.executable, "-m", "drills.one", name, *words], cwd=ROOT, env=own, check=False)
    if not file.exists():
        return {"runbook": name, "failed": "It ended without a word; see above."}
    return dict(json.loads(file.read_text()))


def line_of(told: dict[str, Any]) -> str:
    """How a drill went, in a line, or with its reason."""
    if "failed" in told:
        return f"FAILED\n{told['failed']}"
    return f"seen in {told['seen_seconds']} s, cured in {told['cured_seconds']} s"


def shortened(command: str) -> str:
    """A command as a table has room for it."""
    return command if len(command) <= 40 else f"{command[:39]}…"


def table(told: Sequence[dict[str, Any]]) -> list[str]:
    """All of them, for people."""
    rows = [("runbook", "cause", "detected by", "cured in")]
    for one_of_them in told:
        name = one_of_them["runbook"]
        detected = shortened(one_of_them.get("detected_by", ""))
        cured = f"{one_of_them['cured_seconds']} s" if "cured_seconds" in one_of_them else "FAILED"
        rows.append((name, runbook(name).head["cause"], detected, cured))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]
    failed = sum("failed" in one_of_them for one_of_them in told)
    return [*lines, "", f"{len(told) - failed} of {len(told)} were cured as their pages say."]


if __name__ == "__main__":
    sys.exit(main())
