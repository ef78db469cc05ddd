"""Run what a change has to pass, one check after the other: `make ci`. The first that fails is the last.

Each check is a verb of the Makefile, so that a person can run it alone, and what it does stands in one place.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local.interrupts import interruptible

ROOT = Path(__file__).resolve().parents[1]
HELP = re.compile(r"^([a-z-]+):.*## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Ran:
    """How a check ended."""

    name: str
    code: int
    seconds: float

    @property
    def line(self) -> str:
        """The check in a table."""
        return f"  {self.name:<12}{self.seconds / 60:5.1f} min  {'FAILED' if self.code else 'passed'}"


def main() -> int:
    """Do what the command line says; gives the exit code of the check that failed, or 0."""
    parser = argparse.ArgumentParser(prog="python -m local.ci", description=__doc__)
    parser.add_argument("--list", action="store_true", help="say what would be run, and run nothing")
    parser.add_argument("checks", nargs="+", help="verbs of the Makefile, in their order")
    asked = parser.parse_args()
    if asked.list:
        print("\n".join(listed(asked.checks)))
        return 0
    try:
        with interruptible():
            return run(asked.checks)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130


def listed(checks: Sequence[str]) -> list[str]:
    """Each check with what its verb says of itself."""
    meaning = dict(HELP.findall((ROOT / "Makefile").read_text("utf-8")))
    return [f"make {name:<12}{meaning.get(name, '')}" for name in checks]


def run(checks: Sequence[str]) -> int:
    """Run the checks up to the first that fails, and say how long each took."""
    ran: list[Ran] = []
    for number, name in enumerate(checks, 1):
        print(f"[{number}/{len(checks)}] make {name}", flush=True)
        began = time.monotonic()
        # What was meant for this command is not for its checks: `ARGS` would reach the tests.
        done = subprocess.run(["make", "--no-print-directory", name, "ARGS="], cwd=ROOT, check=False)
        ran.append(Ran(name, done.returncode, time.monotonic() - began))
        if done.returncode:
            break
    lines = [one.line for one in ran]
    lines += [f"  {name:<12}           not run" for name in checks[len(ran) :]]
    print("\n".join(["", *lines]))
    write_summary(lines)
    return ran[-1].code


def write_summary(lines: Sequence[str]) -> None:
    """Put the table onto the job's page, where GitHub runs this."""
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8") as page:
            page.write("\n".join(["```text", *lines, "```", ""]))


if __name__ == "__main__":
    sys.exit(main())
